package vesper.api.transfer;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a standing order is to be from its next date on, unchecked. */
@Schema(description = "What a standing order is to be, from its next date on.")
record StandingOrderChange(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "of each time, decimal number in major units",
                example = "275.00")
        @Nullable
        String amount,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "what both holders read, 1 to 140 characters",
                example = "Rent")
        @Nullable
        String reference,

        @Schema(description = "no date is later; missing: without end", format = "date", example = "2026-12-31")
        @Nullable
        String lastOn,

        @Schema(
                description = "as in the order; missing: retry",
                allowableValues = {"retry", "skip", "cancel"})
        @Nullable
        String withoutFunds) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "StandingOrderChange";
    }
}
