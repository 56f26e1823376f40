package vesper.api.loan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.TransactionLine;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;

/** What has happened on a loan. */
@Schema(description = "What has happened on a loan, by value date.")
record LoanTransactionsAnswer(@Schema(example = "USD") String currency, List<Line> transactions) {

    /** One transaction. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LoanTransaction", description = "Something that happened on a loan, and what it paid or charged.")
    record Line(
            @Schema(description = "in the loan's own sequence", example = "2")
            long id,

            @Schema(
                    allowableValues = {
                        "disbursement",
                        "repayment",
                        "down_payment",
                        "goodwill_credit",
                        "merchant_issued_refund",
                        "payout_refund",
                        "refund",
                        "chargeback",
                        "credit_balance_refund",
                        "charge_waiver",
                        "charge_off",
                        "write_off",
                        "re_age",
                        "re_amortisation"
                    },
                    example = "repayment")
            String type,

            @Schema(format = "date", description = "from which it counts", example = "2023-07-05")
            String valueDate,

            @Schema(format = "date", description = "business date on which it was recorded", example = "2023-07-05")
            String recordedOn,

            @Schema(example = "340.02") String amount,

            @Schema(description = "what it paid or charged") LoanAmounts parts,

            @Schema(description = "part of it that found nothing to pay", example = "0.00")
            String overpaid,

            @Schema(
                    description = "what it changes where it is above what was due, if that was chosen",
                    allowableValues = {
                        "smaller_instalments",
                        "shorter_term",
                        "next_instalments",
                        "last_unpaid_instalment"
                    })
            @Nullable
            String excess,

            @Schema(description = "it counts as if it had never been", example = "false")
            boolean undone) {

        static Line of(TransactionLine line, String currency) {
            return new Line(
                    line.transaction().id(),
                    line.transaction().type().name().toLowerCase(Locale.ROOT),
                    line.transaction().valueDate().toString(),
                    line.transaction().recordedOn().toString(),
                    Money.plain(line.amountMinor(), currency),
                    LoanAmounts.of(line.portions(), currency),
                    Money.plain(line.overpaidMinor(), currency),
                    line.transaction().excess() == null
                            ? null
                            : line.transaction().excess().name().toLowerCase(Locale.ROOT),
                    line.undone());
        }
    }

    static LoanTransactionsAnswer of(LoanAccount loan) {
        String currency = loan.currency();
        return new LoanTransactionsAnswer(
                currency,
                loan.loan().state().transactions().stream()
                        .map(line -> Line.of(line, currency))
                        .toList());
    }
}
