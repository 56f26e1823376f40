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
        /** What follows in the same period. */
        @Nullable
        Stretch next;

        Stretch(LocalDate from, LocalDate to) {
            this.from = from;
            this.to = to;
        }

        Stretch copy() {
            Stretch copy = new Stretch(from, to);
            copy.factor = factor;
            copy.disbursed = disbursed;
            copy.correction = correction;
            copy.next = next == null ? null : next.copy();
            return copy;
        }

        /** Ends on a day before its end; what changes the balance at its end stays with the rest, which follows. */
        void split(LocalDate on) {
            Stretch rest = new Stretch(on, to);
            rest.disbursed = disbursed;
            rest.correction = correction;
            rest.next = next;
            disbursed = 0;
            correction = 0;
            to = on;
            next = rest;
        }

        /** What the balance changes by at its end. */
        long change() {
            return disbursed + correction;
        }
    }

    final LocalDate from;
    final LocalDate due;
    final Stretch first;
    /** Grace: it bears no interest, repays no principal, or leaves its interest to the first after it that does not. */
    boolean interestFree;

    boolean withoutPrincipal;
    boolean defersInterest;
    /** Of all stretches: kept here so that a period which is not split is refreshed without a look at its stretch. */
    private long factor;

    private long changes;
    private boolean split;
    private long balanceBefore;
    long instalment;
    long principalPaid;
    long interestPaid;
    private long earned;
    private long interestDue;

    ProgressivePeriod(LocalDate from, LocalDate due) {
        this(from, due, new Stretch(from, due));
    }

    private ProgressivePeriod(LocalDate from, LocalDate due, Stretch first) {
        this.from = from;
        this.due = due;
        this.first = first;
    }

    /** The periods that terms make from a day on. */
    static List<ProgressivePeriod> of(LoanTerms terms, LocalDate start, DueDates dates) {
        List<ProgressivePeriod> periods = new ArrayList<>(terms.instalments());
        LocalDate from = start;
        for (int i = 0; i < terms.instalments(); i++) {
            ProgressivePeriod period = new ProgressivePeriod(from, dates.next());
            period.interestFree = i < terms.grace().interestFree();
            period.withoutPrincipal = i < terms.grace().principal();
            period.defersInterest = i < terms.grace().interestPayment();
            periods.add(period);
            from = period.due;
        }
        return periods;
    }

    ProgressivePeriod copy() {
        ProgressivePeriod copy = new ProgressivePeriod(from, due, first.copy());
        copy.interestFree = interestFree;
        copy.withoutPrincipal = withoutPrincipal;
        copy.defersInterest = defersInterest;
        copy.sumUp();
        copy.balanceBefore = balanceBefore;
        copy.instalment = instalment;
        copy.principalPaid = principalPaid;
        copy.interestPaid = interestPaid;
        copy.earned = earned;
        copy.interestDue = interestDue;
        return copy;
    }

    /** The stretch that ends on a day; one is split if none does, and the second part has no factor yet. */
    Stretch endingOn(LocalDate on) {
        Stretch stretch = first;
        while (stretch.next != null && stretch.to.isBefore(on)) {
            stretch = stretch.next;
        }
        if (on.isBefore(stretch.to)) {
            stretch.split(on);
        }
        return stretch;
    }

    /** What is carried into the next period. */
    long carried() {
        return balanceBefore + changes - principalDue() + principalPaid;
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
        return Math.max(0, carried());
    }

    long disbursed() {
        long disbursed = 0;
        for (Stretch each = first; each != null; each = each.next) {
            disbursed += each.disbursed;
        }
        return disbursed;
    }

    long factor() {
        return factor;
    }

    /** To be called when a stretch has changed. */
    void sumUp() {
        factor = 0;
        changes = 0;
        split = first.next != null;
        for (Stretch each = first; each != null; each = each.next) {
            factor += each.factor;
            changes += each.change();
        }
    }

    /** Carries the balance in from the period before, and computes the interest. */
    void refresh(@Nullable ProgressivePeriod before, LoanConventions conventions) {
        long balance = before == null ? 0 : before.carried();
        long interest;
        balanceBefore = balance;
        if (split) {
            interest = ofStretches(conventions);
        } else {
            interest = balance == 0 ? 0 : InterestMath.interest(balance, factor, conventions.rounding());
        }
        earned = interest + (before == null ? 0 : before.interestLeft());
        boolean left = defersInterest || principalPaid > instalment - earned;
        interestDue = Math.max(left ? interestPaid : earned, interestPaid);
    }

    /** Interest of its own time. */
    long ownInterest(@Nullable ProgressivePeriod before) {
        return earned - (before == null ? 0 : before.interestLeft());
    }

    private long ofStretches(LoanConventions conventions) {
        long balance = balanceBefore;
        long interest = 0;
        InterestMath.Sum exact = new InterestMath.Sum();
        for (Stretch each = first; each != null; each = each.next) {
            if (conventions.roundEachStretch()) {
                interest += InterestMath.interest(balance, each.factor, conventions.rounding());
            } else {
                exact.add(balance, each.factor);
            }
            balance += each.change();
        }
        return interest + exact.rounded(conventions.rounding());
    }

    /** Balance during one of its stretches. */
    long balanceOf(Stretch stretch) {
        long balance = balanceBefore;
        for (Stretch each = first; each != stretch && each != null; each = each.next) {
            balance += each.change();
        }
        return balance;
    }
}
