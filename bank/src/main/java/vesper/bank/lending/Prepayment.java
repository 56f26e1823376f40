package vesper.bank.lending;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanState.Row;

/**
 * What a payment in advance would do to a loan, if every other instalment is paid when it is due.
 *
 * @param pays the parts that the payment would pay
 * @param overpaidMinor what it would bring above all that is owed
 * @param before the loan without it, with what falls due until its day paid
 * @param after the loan with it
 */
public record Prepayment(Portions pays, long overpaidMinor, Outlook before, Outlook after) {

    /**
     * What is still to come of a loan.
     *
     * @param rows of which something is owed, by due date
     * @param interestMinor owed with them
     * @param nextMinor due with the first of them; 0 if there is none
     * @param lastDueOn null if nothing is owed
     */
    public record Outlook(
            List<Row> rows,
            long interestMinor,
            long nextMinor,
            @Nullable LocalDate lastDueOn) {
        static Outlook of(LoanState state) {
            List<Row> rows = state.instalments().stream()
                    .filter(row -> row.outstandingMinor() > 0)
                    .toList();
            return new Outlook(
                    rows,
                    rows.stream()
                            .mapToLong(row -> row.outstanding().interestMinor())
                            .sum(),
                    rows.isEmpty() ? 0 : rows.get(0).outstandingMinor(),
                    rows.isEmpty() ? null : rows.get(rows.size() - 1).dueOn());
        }

        public Outlook {
            rows = List.copyOf(rows);
        }
    }

    /** Interest that need not be paid because of it. */
    public long savedMinor() {
        return before.interestMinor() - after.interestMinor() - pays.interestMinor();
    }

    /**
     * Foresees a payment.
     *
     * @param today what is overdue is paid then
     * @param payment not before today
     */
    static Prepayment of(Loan loan, LocalDate today, PartPrepayment payment) {
        LoanProjection before = LoanProjection.of(loan).paidUntil(today, payment.on());
        LoanProjection after = before.pay(payment);
        for (TransactionLine line : after.state().transactions()) {
            if (line.transaction().id() == after.loan().lastId()) {
                return new Prepayment(
                        line.portions(), line.overpaidMinor(), Outlook.of(before.state()), Outlook.of(after.state()));
            }
        }
        throw new IllegalStateException("a payment that is not in the loan");
    }
}
