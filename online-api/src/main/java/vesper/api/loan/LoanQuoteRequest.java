package vesper.api.loan;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Terms of a loan as they are asked for, unchecked. */
@Schema(
        description =
                "Terms of a loan. What is left out is as usual: equal monthly instalments on the declining balance.")
record LoanQuoteRequest(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "amount lent, decimal number in major units",
                example = "10000.00")
        @Nullable
        String principal,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "ISO 4217", example = "EUR") @Nullable
        String currency,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "nominal percent a year, 0 to 1000",
                example = "5.9")
        @Nullable
        String ratePct,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "1 to 1200", example = "24") @Nullable
        Integer instalments,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "day on which the money is paid out",
                format = "date",
                example = "2026-01-15")
        @Nullable
        String disbursedOn,

        @Schema(description = "first due date; one period after the disbursement if left out", format = "date")
        @Nullable
        String firstDueOn,

        @Schema(description = "units between due dates; 1 if left out", example = "1") @Nullable
        Integer every,

        @Schema(
                description = "unit of every; months if left out",
                allowableValues = {"days", "weeks", "months", "years"})
        @Nullable
        String unit,

        @Schema(
                description = "what interest is charged on",
                allowableValues = {"declining_balance", "flat"})
        @Nullable
        String method,

        @Schema(
                description = "how interest runs",
                allowableValues = {"same_as_repayment_period", "daily"})
        @Nullable
        String interest,

        @Schema(
                description =
                        "whether the schedule is made anew by each event, or carried forward; a progressive one is in equal"
                                + " instalments on the declining balance",
                allowableValues = {"cumulative", "progressive"})
        @Nullable
        String schedule,

        @Schema(description = "days on which nothing falls due; a due date there moves to the next day that is none")
        @Nullable
        List<@Nullable String> holidays,

        @Schema(
                description = "calendar on whose business days alone anything falls due; any day if left out",
                example = "GB-ENG")
        @Nullable
        String calendar,

        @Schema(
                description = "what is equal from one instalment to the next",
                allowableValues = {"equal_instalments", "equal_principal"})
        @Nullable
        String amortisation,

        @Schema(description = "first instalments that repay no principal") @Nullable
        Integer gracePrincipal,

        @Schema(description = "first instalments whose interest is paid later") @Nullable
        Integer graceInterest,

        @Schema(description = "first instalments that bear no interest") @Nullable
        Integer interestFree,

        @Schema(description = "percent of the principal that is due at once, 0 to below 100", example = "20") @Nullable
        String downPaymentPct,

        @Schema(description = "principal left to the last instalment, in major units") @Nullable
        String balloon,

        @Schema(description = "what instalments are rounded to, in major units", example = "1") @Nullable
        String multipleOf,

        @Schema(
                description =
                        "tranches that the money is paid out in, the first on disbursedOn, together the principal; all at once if"
                                + " left out")
        @Nullable
        List<@Nullable Payment> disbursements,

        @Schema(
                description =
                        "what is paid besides the instalments; the schedule is the one that comes of it if every instalment is paid"
                                + " when it is due")
        @Nullable
        List<@Nullable Extra> prepayments,

        @Schema(
                description =
                        "all fees, paid with the first disbursement and part of the total and of the APRC, in major units",
                example = "90.00")
        @Nullable
        String fees,

        @Schema(
                description =
                        "what a payment above the instalment changes, where interest by days follows the payments; it does not"
                                + " follow them if left out",
                allowableValues = {"smaller_instalments", "shorter_term", "next_instalments", "last_unpaid_instalment"})
        @Nullable
        String excess,

        @Schema(
                description = "rounding, day basis and order together; textbook if left out",
                allowableValues = {"textbook", "fineract", "fineract-progressive"})
        @Nullable
        String conventions,

        @Schema(
                description =
                        "days of the year that interest by days is spread over; as the conventions say if left out",
                allowableValues = {"actual", "days_360", "days_364", "days_365"})
        @Nullable
        String daysInYear,

        @Schema(
                description =
                        "days that a month counts as where interest is by days; as the conventions say if left out",
                allowableValues = {"actual", "days_30"})
        @Nullable
        String daysInMonth) {

    /** A payment besides the instalments, unchecked. */
    @Schema(name = "LoanQuotePrepayment", description = "A payment besides the instalments.")
    record Extra(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "date", example = "2026-03-01") @Nullable
            String on,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "decimal number in major units",
                    example = "2500.00")
            @Nullable
            String amount,

            @Schema(
                    description =
                            "what it changes where it is above the instalment; as excess of the terms says if left out",
                    allowableValues = {
                        "smaller_instalments",
                        "shorter_term",
                        "next_instalments",
                        "last_unpaid_instalment"
                    })
            @Nullable
            String excess) {}

    /** Money on a day, unchecked. */
    @Schema(name = "LoanQuotePayment", description = "Money that moves on a day.")
    record Payment(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "date", example = "2026-03-01") @Nullable
            String on,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "decimal number in major units",
                    example = "2500.00")
            @Nullable
            String amount) {}
}
