package vesper.api.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the new secret is to be, unchecked. */
@Schema(description = "What the new secret is to be.")
record SecretRequest(
        @Schema(description = "for how many days it is valid, 1 to 730; missing: 365", example = "90") @Nullable
        Integer validDays) {}
