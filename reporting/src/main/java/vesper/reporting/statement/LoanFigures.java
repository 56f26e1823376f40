package vesper.reporting.statement;

import java.text.MessageFormat;
import java.util.List;
import vesper.bank.servicing.LoanPeriod;

/** What a statement says of a loan, in words and figures for its holder. */
final class LoanFigures {
    private LoanFigures() {}

    /**
     * A label and a figure.
     *
     * @param value an amount; empty if the label says it all
     */
    record Figure(String label, String value) {}

    static List<Figure> of(LoanPeriod loan, Wording words, Notation notation) {
        return List.of(
                new Figure(words.get("loanPrincipal"), notation.amount(loan.principalMinor())),
                new Figure(
                        words.get("loanPaidPrincipal"),
                        notation.amount(loan.paid().principalMinor())),
                new Figure(
                        words.get("loanPaidInterest"),
                        notation.amount(loan.paid().interestMinor())),
                new Figure(
                        words.get("loanPaidFees"), notation.amount(loan.paid().feeMinor())),
                new Figure(
                        words.get("loanPaidPenalties"),
                        notation.amount(loan.paid().penaltyMinor())),
                new Figure(words.get("loanOverdue"), notation.amount(loan.overdueMinor())),
                loan.nextDueOn() == null
                        ? new Figure(words.get("loanNoNext"), "")
                        : new Figure(
                                MessageFormat.format(words.get("loanNext"), notation.date(loan.nextDueOn())),
                                notation.amount(loan.nextDueMinor())));
    }
}
