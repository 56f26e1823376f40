package vesper.api.account;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account to be opened, unchecked. */
@Schema(description = "An account to be opened.")
record AccountOpening(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                allowableValues = {"current", "savings"})
        @Nullable
        String product,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "ISO 4217", example = "USD") @Nullable
        String currency,

        @Schema(description = "what the holder calls it, 1 to 60 characters", example = "Holidays") @Nullable
        String nickname,

        @Schema(
                description = "from clients: the key of the customer whose account it is; customers open their own",
                example = "C-1042")
        @Nullable
        String customerReference) {}
