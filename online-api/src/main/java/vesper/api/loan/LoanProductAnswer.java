package vesper.api.loan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.money.Money;
import vesper.bank.origination.LoanProduct;

/** A loan that the bank offers; amounts are decimal numbers in major units. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A loan that the bank offers. Amounts are decimal numbers in major units.")
record LoanProductAnswer(
        @Schema(description = "names it in an application", example = "personal-usd")
        String code,

        @Schema(example = "Personal loan") String name,
        @Schema(example = "USD") String currency,
        @Schema(example = "500.00") String minAmount,
        @Schema(example = "50000.00") String maxAmount,
        @Schema(example = "6") long minInstalments,
        @Schema(example = "84") long maxInstalments,

        @Schema(description = "units between instalments", example = "1")
        int every,

        @Schema(
                allowableValues = {"days", "weeks", "months", "years"},
                example = "months")
        String unit,

        @Schema(description = "lowest nominal percent a year", example = "5.9")
        String minRatePct,

        @Schema(description = "highest nominal percent a year", example = "11.9")
        String maxRatePct,

        @Schema(description = "paid when the money is paid out")
        List<Fee> fees,

        @Schema(description = "first instalments that repay no principal", example = "0")
        int gracePrincipal,

        @Schema(description = "first instalments whose interest is paid later", example = "0")
        int graceInterest,

        @Schema(description = "first instalments that bear no interest", example = "0")
        int interestFree,

        @Schema(description = "percent of the loan that is repaid on the day it is paid out", example = "0")
        String downPaymentPct,

        @Schema(description = "percent of the loan that is left to the last instalment", example = "0")
        String balloonPct,

        @Schema(
                description =
                        "what a payment above the instalment changes, where interest follows the payments; left out if it does not",
                allowableValues = {"smaller_instalments", "shorter_term", "next_instalments", "last_unpaid_instalment"})
        @Nullable
        String excess,

        @Schema(
                description = "calendar on whose business days alone instalments fall due; left out if on any day",
                example = "GB-ENG")
        @Nullable
        String calendar) {

    /** The products, by code. */
    @Schema(name = "LoanProducts", description = "The products, by code.")
    record All(List<LoanProductAnswer> products) {}

    /** A fee. */
    @Schema(name = "LoanFee", description = "A fee: a fixed amount and a share of what is lent.")
    record Fee(
            @Schema(example = "Arrangement fee") String name,
            @Schema(example = "0.00") String amount,

            @Schema(description = "percent of what is lent", example = "1")
            String pct) {}

    static LoanProductAnswer of(LoanProduct product) {
        String currency = product.currency();
        LoanProduct.Variation variation = product.repayment().variation();
        return new LoanProductAnswer(
                product.code(),
                product.name(),
                currency,
                Money.plain(product.amountMinor().min(), currency),
                Money.plain(product.amountMinor().max(), currency),
                product.instalments().min(),
                product.instalments().max(),
                product.repayment().every(),
                product.repayment().unit().name().toLowerCase(Locale.ROOT),
                product.minRatePct().toPlainString(),
                product.maxRatePct().toPlainString(),
                product.fees().stream()
                        .map(fee -> new Fee(
                                fee.name(),
                                Money.plain(fee.fixedMinor(), currency),
                                fee.pct().toPlainString()))
                        .toList(),
                variation.grace().principal(),
                variation.grace().interestPayment(),
                variation.grace().interestFree(),
                variation.downPaymentPct().toPlainString(),
                variation.balloonPct().toPlainString(),
                variation.excess() == null ? null : variation.excess().name().toLowerCase(Locale.ROOT),
                variation.calendar());
    }
}
