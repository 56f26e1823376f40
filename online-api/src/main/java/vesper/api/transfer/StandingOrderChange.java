package vesper.api.transfer;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a standing order is to be from now on, unchecked. */
@Schema(description = "What a standing order is to be, from the transfer on that waits.")
record StandingOrderChange(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "275.00") @Nullable
        String amount,

        @Schema(description = "no date after it counts; missing: without end", format = "date", example = "2026-12-31")
        @Nullable
        String lastOn,

        @Schema(description = "what both holders read, 1 to 140 characters", example = "Rent") @Nullable
        String reference) {}
