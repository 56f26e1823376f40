package vesper.bank.lending;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;

/**
 * Makes a schedule from the first instalment to the last, from all disbursements and changes of terms. A disbursement on a due
 * date belongs to the period that ends there; each disbursement and each change spreads what is then owed over the instalments
 * that are left. The last instalment takes what remains.
 */
class CumulativeSchedule {
    final LoanTerms terms;
    final PeriodRates rates;
    final RoundingMode rounding;
    final List<PlannedInstalment> planned = new ArrayList<>();
    private final List<Tranche> tranches;
    private final List<TermChange> changes;
    private final List<TermChange> pending;
    private final DueDates dates;
    private final BitSet principalGrace = new BitSet();
    private final BitSet interestGrace = new BitSet();
    private final LocalDate start;
    int number = 1;
    int last;
    long owed;
    /** The equal instalment, or the equal principal part; recomputed when it is below zero. */
    private long level = -1;

    private long carriedInterest;
    private long flatTotal;
    private long flatCharged;
    private int flatFrom = -1;
    private int nextTranche;

    CumulativeSchedule(LoanTerms terms, List<Tranche> tranches, List<TermChange> changes) {
        this.terms = terms;
        this.tranches = tranches;
        this.changes = changes;
        this.pending = new ArrayList<>(changes);
        this.rates = new PeriodRates(terms);
        this.rounding = terms.conventions().rounding();
        this.start = tranches.get(0).on();
        this.dates = new DueDates(terms, start, changes);
        this.last = terms.instalments();
        principalGrace.set(1, terms.grace().principal() + 1);
        interestGrace.set(1, terms.grace().interestPayment() + 1);
    }

    List<PlannedInstalment> make() {
        LocalDate from = start;
        // The first disbursement is there before the first instalment is computed.
        take(start);
        while (owed > 0 || nextTranche < tranches.size()) {
            LocalDate due = dates.next();
            change(due);
            if (terms.method() == InterestMethod.FLAT) {
                flat(from, due);
            } else {
                declining(from, due);
            }
            from = planned.get(planned.size() - 1).dueOn();
            number++;
            if (planned.size() > 5_000) {
                throw new InvalidTermsException("instalments", "do not repay the loan");
            }
        }
        return planned;
    }

    /** Adds the disbursements up to and including a day to what is owed. */
    void take(LocalDate until) {
        while (nextTranche < tranches.size() && !tranches.get(nextTranche).on().isAfter(until)) {
            owed += tranches.get(nextTranche).amortisedMinor();
            nextTranche++;
            level = -1;
        }
    }

    private void change(LocalDate due) {
        for (int i = 0; i < pending.size(); ) {
            TermChange change = pending.get(i);
            LocalDate at = change.newDueOn() == null ? change.from() : change.newDueOn();
            if (at.isAfter(due)) {
                i++;
                continue;
            }
            pending.remove(i);
            if (change.extraInstalments() + change.gracePrincipal() > 0 && flatFrom > 0) {
                // What is left of flat interest is spread over more instalments.
                flatTotal = Math.max(0, flatTotal - flatCharged);
                flatCharged = 0;
                flatFrom = number;
            }
            last += change.extraInstalments() + change.gracePrincipal();
            principalGrace.set(number, number + change.gracePrincipal());
            interestGrace.set(number, number + change.graceInterest());
            BigDecimal rate = change.newRatePct();
            if (rate != null) {
                rates.change(rate);
                flatFrom = -1;
            }
            if (change.extraInstalments() > 0 || rate != null) {
                level = -1;
            }
        }
    }

    private void flat(LocalDate from, LocalDate due) {
        take(due);
        if (flatFrom < 0) {
            startFlat(from);
        }
        long interest = flatInterest();
        long principal = isLast() ? owed : Math.min(owed, flatPrincipal(interest));
        add(from, due, principal, interest);
    }

    /** Flat interest from here on: of what is not yet scheduled to be repaid, for the term. */
    private void startFlat(LocalDate from) {
        long lent =
                -planned.stream().mapToLong(PlannedInstalment::principalMinor).sum();
        for (Tranche tranche : tranches) {
            lent += tranche.amortisedMinor();
        }
        boolean whole = number == 1 || terms.conventions().wholeTermAfterChange();
        long factor = rates.ofTerm(whole ? start : from, endOfTerm(), whole ? last : last - number + 1);
        long total = InterestMath.interest(lent, factor, rounding);
        int free = Math.max(0, terms.grace().interestFree() - number + 1);
        flatTotal = total - share(total, free, last - number + 1);
        flatFrom = number;
        flatCharged = 0;
    }

    /** Flat interest is the same for each instalment that bears any; the last makes up the difference. */
    private long flatInterest() {
        if (number <= terms.grace().interestFree()) {
            return 0;
        }
        if (terms.amortisation() == Amortisation.EQUAL_PRINCIPAL) {
            return flatInterestPaidLater();
        }
        if (interestGrace.get(number)) {
            return 0;
        }
        int paying = 0;
        for (int n = flatFrom; n <= last; n++) {
            if (!interestGrace.get(n) && n > terms.grace().interestFree()) {
                paying++;
            }
        }
        return chargeFlat(paying);
    }

    /** Not more than there is left: rounding, or instalments after the last for later disbursements, would charge too much. */
    private long chargeFlat(int instalments) {
        long left = Math.max(0, flatTotal - flatCharged);
        long interest = isLast() ? left : Math.min(left, share(flatTotal, 1, instalments));
        flatCharged += interest;
        return interest;
    }

    private long flatInterestPaidLater() {
        int bearing = last - Math.max(flatFrom - 1, terms.grace().interestFree());
        long interest = chargeFlat(bearing);
        if (interestGrace.get(number)) {
            carriedInterest += interest;
            return 0;
        }
        interest += carriedInterest;
        carriedInterest = 0;
        return interest;
    }

    private long flatPrincipal(long interest) {
        if (principalGrace.get(number)) {
            return 0;
        }
        if (level < 0) {
            level = share(owed - balloon(), 1, repayingFrom(number));
        }
        if (terms.instalmentMultipleMinor() <= 1) {
            return level;
        }
        // Both parts are rounded to the multiple, so that the instalment is one.
        return Math.max(
                0, terms.rounded(BigDecimal.valueOf(level)) + terms.rounded(BigDecimal.valueOf(interest)) - interest);
    }

    void declining(LocalDate from, LocalDate due) {
        long own = decliningInterest(from, due);
        long interest = own;
        if (number <= terms.grace().interestFree()) {
            interest = 0;
            own = 0;
        } else if (interestGrace.get(number)) {
            carriedInterest += own;
            interest = 0;
        } else if (carriedInterest > 0) {
            interest += carriedInterest;
            carriedInterest = 0;
        }
        long principal = isLast() ? owed : Math.min(owed, decliningPrincipal(own));
        add(from, due, principal, interest);
    }

    /** Interest of a period, stretch by stretch where a disbursement falls inside it. */
    private long decliningInterest(LocalDate from, LocalDate due) {
        long interest = 0;
        InterestMath.Sum exact = new InterestMath.Sum();
        LocalDate begin = from;
        boolean stretches = terms.interestPeriod() == InterestPeriod.DAILY || terms.partialPeriods();
        while (nextTranche < tranches.size() && !tranches.get(nextTranche).on().isAfter(due)) {
            LocalDate on = tranches.get(nextTranche).on();
            // What is paid out when an instalment is due bears interest from then on, however interest runs.
            if ((stretches || on.equals(due)) && on.isAfter(begin)) {
                long factor = rates.ofStretch(begin, on);
                interest += InterestMath.interest(owed, factor, rounding);
                exact.add(owed, factor);
                begin = on;
            }
            take(on);
        }
        if (begin.isBefore(due)) {
            long factor = rates.ofStretch(begin, due);
            interest += InterestMath.interest(owed, factor, rounding);
            if (!begin.equals(from)) {
                exact.add(owed, factor);
            }
        }
        return begin.equals(from) || terms.conventions().roundEachStretch() ? interest : exact.rounded(rounding);
    }

    long decliningPrincipal(long interest) {
        if (principalGrace.get(number)) {
            return 0;
        }
        if (terms.amortisation() == Amortisation.EQUAL_PRINCIPAL) {
            if (level < 0) {
                level = share(owed - balloon(), 1, repayingFrom(number));
            }
            return level;
        }
        if (level < 0) {
            level = equalInstalment(owed, number);
        }
        return beside(interest, level);
    }

    /** Principal of an equal instalment beside its interest. */
    long beside(long interest, long instalment) {
        if (instalment < interest) {
            throw new InvalidTermsException(
                    "instalments", "leave an instalment of " + instalment + " below its interest of " + interest);
        }
        return instalment - interest;
    }

    /** Day of the next disbursement that is not yet added to what is owed; null if there is none. */
    @Nullable
    LocalDate nextDisbursement() {
        return nextTranche < tranches.size() ? tranches.get(nextTranche).on() : null;
    }

    /** Spreads a balance over the instalments from one number on. */
    void spreadAnew(int fromNumber, long balance) {
        level = terms.amortisation() == Amortisation.EQUAL_PRINCIPAL
                ? share(balance - balloon(), 1, repayingFrom(fromNumber))
                : equalInstalment(balance, fromNumber);
    }

    /** Whether it is settled what the coming instalments are. */
    boolean spread() {
        return level >= 0;
    }

    /** Number of the last instalment that a balance takes after the present one, if they stay as they are. */
    int lastOf(long balance) {
        DueDates all = new DueDates(terms, start, changes);
        LocalDate from = start;
        for (int n = 1; n <= number; n++) {
            from = all.next();
        }
        long left = balance;
        int n = number;
        while (left > 0 && n < last) {
            LocalDate due = all.next();
            n++;
            long interest = InterestMath.interest(left, rates.ofStretch(from, due), rounding);
            left -= principalGrace.get(n)
                    ? 0
                    : terms.amortisation() == Amortisation.EQUAL_PRINCIPAL ? level : Math.max(0, level - interest);
            from = due;
        }
        return n;
    }

    /** The equal instalment from one number on, rounded to its multiple. */
    private long equalInstalment(long balance, int fromNumber) {
        return terms.rounded(
                InterestMath.annuity(balance, balloon(), rates.ofInstalment(), Math.max(1, repayingFrom(fromNumber))));
    }

    private int repayingFrom(int fromNumber) {
        int repaying = 0;
        for (int n = fromNumber; n <= last; n++) {
            repaying += principalGrace.get(n) ? 0 : 1;
        }
        return Math.max(1, repaying);
    }

    private long balloon() {
        return Math.min(terms.balloonMinor(), owed);
    }

    private long share(long amount, long numerator, long denominator) {
        return BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(numerator))
                .divide(BigDecimal.valueOf(denominator), 0, rounding)
                .longValueExact();
    }

    private LocalDate endOfTerm() {
        DueDates all = new DueDates(terms, start, changes);
        LocalDate end = start;
        for (int n = 1; n <= last; n++) {
            end = all.next();
        }
        return end;
    }

    boolean isLast() {
        return number >= last && nextTranche >= tranches.size();
    }

    void add(LocalDate from, LocalDate due, long principal, long interest) {
        planned.add(new PlannedInstalment(from, due, principal, interest));
        owed -= principal;
    }
}
