package vesper.bank.lending;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One repayment period of a progressive schedule: its instalment, what was paid of it, and its stretches of constant balance. */
final class ProgressivePeriod {
    /** A stretch of time; what changes the balance does so at its end. */
    static final class Stretch {
        final LocalDate from;
        LocalDate to;
        long factor;
        long disbursed;
        long correction;
        long balance;

        Stretch(LocalDate from, LocalDate to) {
            this.from = from;
            this.to = to;
        }

        Stretch copy() {
            Stretch copy = new Stretch(from, to);
            copy.factor = factor;
            copy.disbursed = disbursed;
            copy.correction = correction;
            copy.balance = balance;
            return copy;
        }

        long after() {
            return balance + disbursed + correction;
        }
    }

    final LocalDate from;
    final LocalDate due;
    final List<Stretch> stretches = new ArrayList<>(1);
    long instalment;
    long principalPaid;
    long interestPaid;
    private long earned;
    private long interestDue;

    ProgressivePeriod(LocalDate from, LocalDate due) {
        this.from = from;
        this.due = due;
    }

    ProgressivePeriod copy() {
        ProgressivePeriod copy = new ProgressivePeriod(from, due);
        for (Stretch stretch : stretches) {
            copy.stretches.add(stretch.copy());
        }
        copy.instalment = instalment;
        copy.principalPaid = principalPaid;
        copy.interestPaid = interestPaid;
        copy.earned = earned;
        copy.interestDue = interestDue;
        return copy;
    }

    Stretch last() {
        return stretches.get(stretches.size() - 1);
    }

    /** Interest due: what was earned, but no more than was paid once the principal is paid ahead. */
    long interestDue() {
        return interestDue;
    }

    long principalDue() {
        return Math.max(instalment - interestDue, principalPaid);
    }

    /** Interest of its time, and what the periods before have left to it. */
    long interestEarned() {
        return earned;
    }

    /** Interest earned that is left to the next period. */
    long interestLeft() {
        return earned - interestDue;
    }

    boolean paid() {
        return instalment == principalPaid + interestPaid;
    }

    /** Balance after the instalment, not below zero. */
    long balanceAfter() {
        return Math.max(0, last().after() - principalDue() + principalPaid);
    }

    long disbursed() {
        long disbursed = 0;
        for (Stretch stretch : stretches) {
            disbursed += stretch.disbursed;
        }
        return disbursed;
    }

    long factor() {
        long factor = 0;
        for (Stretch stretch : stretches) {
            factor += stretch.factor;
        }
        return factor;
    }

    /** Carries the balance in from the period before, and computes the interest. */
    void refresh(@Nullable ProgressivePeriod before, LoanConventions conventions) {
        long balance = before == null ? 0 : before.last().after() - before.principalDue() + before.principalPaid;
        long interest = 0;
        if (stretches.size() == 1) {
            Stretch only = stretches.get(0);
            only.balance = balance;
            interest = balance == 0 ? 0 : InterestMath.interest(balance, only.factor, conventions.rounding());
        } else {
            InterestMath.Sum exact = new InterestMath.Sum();
            for (Stretch stretch : stretches) {
                stretch.balance = balance;
                balance = stretch.after();
                if (conventions.roundEachStretch()) {
                    interest += InterestMath.interest(stretch.balance, stretch.factor, conventions.rounding());
                } else {
                    exact.add(stretch.balance, stretch.factor);
                }
            }
            interest += exact.rounded(conventions.rounding());
        }
        earned = interest + (before == null ? 0 : before.interestLeft());
        interestDue = Math.max(principalPaid > instalment - earned ? interestPaid : earned, interestPaid);
    }
}
