package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.Loan;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanTransaction;
import vesper.bank.lending.Portions;
import vesper.bank.lending.TransactionLine;
import vesper.bank.lending.TransactionType;

/**
 * What a loan did in a period, as it was known at the period's end: what was recorded later is left out, so that the figures of a
 * period never change. Amounts in minor units, zero or positive.
 *
 * @param principalMinor owed at the end of the last day
 * @param paid by the repayments recorded in the period, by part
 * @param overdueMinor owed of instalments that were due by the end of the last day
 * @param nextDueOn due date of the next instalment after the period; null if there is none
 * @param nextDueMinor what is owed of that instalment
 */
public record LoanPeriod(
        long principalMinor,
        Portions paid,
        long overdueMinor,
        @Nullable LocalDate nextDueOn,
        long nextDueMinor) {

    /** The period from one day to another, both inclusive; null if the loan was not paid out by its end. Pure. */
    public static @Nullable LoanPeriod of(LoanAccount account, LocalDate from, LocalDate to) {
        LoanState state = known(account.loan(), to).state();
        Portions paid = Portions.NONE;
        boolean paidOut = false;
        for (TransactionLine line : state.transactions()) {
            TransactionType type = line.transaction().type();
            paidOut |= type == TransactionType.DISBURSEMENT;
            if (type.repays() && !line.transaction().recordedOn().isBefore(from)) {
                paid = paid.plus(line.portions());
            }
        }
        return paidOut ? of(state, paid, to) : null;
    }

    private static LoanPeriod of(LoanState state, Portions paid, LocalDate to) {
        long principal = 0;
        Row next = null;
        for (Row row : state.instalments()) {
            principal += row.outstanding().principalMinor();
            if (next == null && row.dueOn().isAfter(to) && row.outstandingMinor() > 0) {
                next = row;
            }
        }
        return new LoanPeriod(
                principal,
                paid,
                state.overdueMinor(to.plusDays(1)),
                next == null ? null : next.dueOn(),
                next == null ? 0 : next.outstandingMinor());
    }

    private static Loan known(Loan loan, LocalDate to) {
        List<LoanTransaction> transactions = loan.transactions().stream()
                .filter(each -> !each.recordedOn().isAfter(to))
                .toList();
        return new Loan(
                loan.terms(),
                loan.approved(),
                transactions,
                loan.charges().stream()
                        .filter(each -> !each.addedOn().isAfter(to))
                        .toList(),
                loan.changes(),
                loan.undone(),
                loan.lastId());
    }
}
