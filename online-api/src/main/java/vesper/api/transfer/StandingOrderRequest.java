package vesper.api.transfer;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A standing order, unchecked. */
@Schema(description = "A transfer to be made on a later date, or on many.")
record StandingOrderRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "GB71VESP00000000000042") @Nullable
        String from,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "GB44VESP00000000000043") @Nullable
        String to,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "of each time, decimal number in major units",
                example = "250.00")
        @Nullable
        String amount,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "ISO 4217, that of both accounts",
                example = "USD")
        @Nullable
        String currency,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "what both holders read, 1 to 140 characters",
                example = "Rent")
        @Nullable
        String reference,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "monthly: on the day of the first date, or a month's last if it has no such day",
                allowableValues = {"once", "weekly", "monthly", "last_business_day"})
        @Nullable
        String rhythm,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "not before the bank's business date; for last_business_day, any day of the first month",
                format = "date",
                example = "2026-02-01")
        @Nullable
        String firstOn,

        @Schema(description = "no date is later; missing: without end", format = "date", example = "2026-12-31")
        @Nullable
        String lastOn,

        @Schema(description = "how many times at most, 1 to 1000; missing: without end", example = "12") @Nullable
        Integer times,

        @Schema(
                description =
                        "for a date without funds. retry: again on the next business days; skip: left out; cancel: left out, and"
                                + " the order ends",
                allowableValues = {"retry", "skip", "cancel"},
                defaultValue = "retry")
        @Nullable
        String withoutFunds) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "StandingOrderRequest";
    }
}
