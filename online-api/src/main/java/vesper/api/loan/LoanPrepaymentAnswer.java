package vesper.api.loan;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.PartPrepayment;
import vesper.bank.lending.Prepayment;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;

/** What a payment in advance would do to a loan; amounts are decimal numbers in major units. */
@Schema(
        description =
                "What a payment in advance would do, if all that falls due until its day is paid. Amounts are decimal"
                        + " numbers in major units.")
record LoanPrepaymentAnswer(
        @Schema(format = "date", example = "2023-06-05") String on,
        @Schema(example = "USD") String currency,
        @Schema(example = "500.00") String amount,
        @Schema(description = "what it would pay") LoanAmounts pays,

        @Schema(description = "what it would bring above all that is owed", example = "0.00")
        String overpaid,

        @Schema(description = "interest that need not be paid because of it", example = "5.02")
        String interestSaved,

        @Schema(description = "the loan without it") Outlook without,
        @Schema(description = "the loan with it") Outlook with) {

    /** What is still to come. */
    @Schema(name = "LoanOutlook", description = "What is still to be paid.")
    record Outlook(
            @Schema(description = "instalments of which something is owed", example = "3")
            int instalments,

            @Schema(format = "date", description = "due date of the last one; left out if nothing is owed") @Nullable
            String lastDue,

            @Schema(description = "owed with the next one", example = "340.02")
            String next,

            @Schema(description = "all interest to be paid", example = "20.07")
            String interest,

            @Schema(description = "in the order the payments fall due")
            List<Line> schedule) {

        static Outlook of(Prepayment.Outlook outlook, String currency) {
            return new Outlook(
                    outlook.rows().size(),
                    outlook.lastDueOn() == null ? null : outlook.lastDueOn().toString(),
                    Money.plain(outlook.nextMinor(), currency),
                    Money.plain(outlook.interestMinor(), currency),
                    outlook.rows().stream().map(row -> Line.of(row, currency)).toList());
        }
    }

    /** An instalment that is still to be paid. */
    @Schema(name = "LoanOutlookLine", description = "An instalment that is still to be paid.")
    record Line(
            @Schema(example = "1") int n,
            @Schema(format = "date", example = "2023-07-05") String due,
            @Schema(description = "owed of it") LoanAmounts owed) {

        static Line of(LoanState.Row row, String currency) {
            return new Line(row.n(), row.dueOn().toString(), LoanAmounts.of(row.outstanding(), currency));
        }
    }

    static LoanPrepaymentAnswer of(LoanAccount loan, LocalDate today, PartPrepayment payment) {
        Prepayment prepayment = loan.loan().prepayment(today, payment);
        String currency = loan.currency();
        return new LoanPrepaymentAnswer(
                payment.on().toString(),
                currency,
                Money.plain(payment.amountMinor(), currency),
                LoanAmounts.of(prepayment.pays(), currency),
                Money.plain(prepayment.overpaidMinor(), currency),
                Money.plain(prepayment.savedMinor(), currency),
                Outlook.of(prepayment.before(), currency),
                Outlook.of(prepayment.after(), currency));
    }
}
