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
 * What a loan is charged on a day for instalments that were missed, the oldest first. Pure.
 *
 * @param loan with the charges
 * @param until due date of the newest instalment charged for; what was due up to it is not charged again
 * @param penalty how far the penalty by day has come
 */
record OverdueCharges(Loan loan, @Nullable LocalDate until, DailyPenalty penalty) {

    static OverdueCharges of(LoanAccount account, LoanState state, PolicyDates policies, LocalDate day) {
        Loan loan = account.loan();
        LocalDate until = account.agenda().chargedUntil();
        boolean byDay = false;
        boolean waits = false;
        for (Row row : state.instalments()) {
            ServicingPolicy policy = policies.on(row.dueOn());
            long missed = missedMinor(row);
            byDay |= missed > 0 && policy.chargesByDay();
            boolean open = missed > 0 && after(row, account.agenda().chargedUntil());
            waits |= open && from(row, policy).isAfter(day);
            if (open && !waits) {
                loan = charged(loan, "Overdue fee", false, policy.overdueFeeMinor(), day);
                loan = charged(loan, "Overdue penalty", true, penaltyMinor(missed, policy), day);
                until = row.dueOn();
            }
        }
        if (!byDay) {
            return new OverdueCharges(loan, until, account.agenda().penalty());
        }
        DailyPenalty.Charged daily = account.agenda().penalty().upTo(day, state, policies);
        return new OverdueCharges(
                charged(loan, "Overdue interest", true, daily.amountMinor(), day), until, daily.penalty());
    }

    /** The first day on which something is charged for an instalment that is not paid by then; null if there is none. */
    static @Nullable LocalDate next(LoanState state, PolicyDates policies, Agenda agenda) {
        LocalDate next = null;
        for (Row row : state.instalments()) {
            if (missedMinor(row) > 0) {
                ServicingPolicy policy = policies.on(row.dueOn());
                LocalDate ofRow = policy.chargesOnce() && after(row, agenda.chargedUntil())
                        ? from(row, policy)
                        : policy.chargesByDay() ? agenda.penalty().first(row, policy) : null;
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
