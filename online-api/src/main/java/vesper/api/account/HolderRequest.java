package vesper.api.account;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** By which rights a customer is to hold an account, unchecked. */
@Schema(description = "By which rights a customer is to hold an account.")
record HolderRequest(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "either and both_to_sign become the rights of all holders who act",
                allowableValues = {"either", "both_to_sign", "view_only"})
        @Nullable
        String rights) {}
