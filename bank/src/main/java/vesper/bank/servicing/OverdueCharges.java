package vesper.bank.servicing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.Loan;
import vesper.bank.lending.LoanCommand;
import vesper.bank.lending.LoanOutcome;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.money.Money;

/**
 * What a loan is charged on a day for instalments that were missed. Pure.
 *
 * @param loan with the charges
 * @param until due date of the newest instalment charged for; what was due up to it is not charged again
 * @param penalty how far the penalty by day has come
 */
record OverdueCharges(Loan loan, @Nullable LocalDate until, DailyPenalty penalty) {

    static OverdueCharges of(LoanAccount account, LoanState state, ServicingPolicy policy, LocalDate day) {
        Loan loan = account.loan();
        LocalDate until = account.agenda().chargedUntil();
        for (Row row : state.instalments()) {
            long missed = missedMinor(row);
            if (missed > 0
                    && after(row, account.agenda().chargedUntil())
                    && from(row, policy).compareTo(day) <= 0) {
                loan = charged(loan, "Overdue fee", false, policy.overdueFeeMinor(), day);
                loan = charged(loan, "Overdue penalty", true, penaltyMinor(missed, policy), day);
                until = row.dueOn();
            }
        }
        if (policy.penaltyRatePct().signum() == 0) {
            return new OverdueCharges(loan, until, account.agenda().penalty());
        }
        DailyPenalty.Charged daily = account.agenda().penalty().upTo(day, state, policy);
        return new OverdueCharges(
                charged(loan, "Overdue interest", true, daily.amountMinor(), day), until, daily.penalty());
    }

    /** The first day on which something is charged for an instalment that is not paid by then; null if there is none. */
    static @Nullable LocalDate next(LoanState state, ServicingPolicy policy, Agenda agenda) {
        boolean once = policy.overdueFeeMinor() > 0 || policy.penaltyPct().signum() > 0;
        boolean daily = policy.penaltyRatePct().signum() > 0;
        LocalDate next = null;
        for (Row row : state.instalments()) {
            if (missedMinor(row) > 0) {
                LocalDate ofRow = once && after(row, agenda.chargedUntil())
                        ? from(row, policy)
                        : daily ? agenda.penalty().first(row, policy) : null;
                next = next == null || (ofRow != null && ofRow.isBefore(next)) ? ofRow : next;
            }
        }
        return next;
    }

    private static boolean after(Row row, @Nullable LocalDate chargedUntil) {
        return chargedUntil == null || row.dueOn().isAfter(chargedUntil);
    }

    static LocalDate from(Row row, ServicingPolicy policy) {
        return row.dueOn().plusDays(policy.graceDays() + 1L);
    }

    /** Principal and interest: fees and penalties are not charged on each other. */
    static long missedMinor(Row row) {
        return row.outstanding().principalMinor() + row.outstanding().interestMinor();
    }

    /** 1 % of 102.50 overdue is 1.03. */
    private static long penaltyMinor(long missedMinor, ServicingPolicy policy) {
        return policy.penaltyPct()
                .multiply(BigDecimal.valueOf(missedMinor))
                .movePointLeft(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static Loan charged(Loan loan, String name, boolean penalty, long amountMinor, LocalDate day) {
        if (amountMinor == 0) {
            return loan;
        }
        LoanCommand charge = new LoanCommand.AddCharge(
                name, penalty, day, new Money(amountMinor, loan.terms().currency()));
        if (loan.apply(charge, day) instanceof LoanOutcome.Done done) {
            return done.loan();
        }
        throw new IllegalStateException("a loan that owes refuses a charge");
    }
}
