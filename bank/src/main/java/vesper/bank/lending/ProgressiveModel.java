package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.ProgressivePeriod.Stretch;

/**
 * The interest of a progressive schedule: equal instalments over periods of different length, carried forward through
 * disbursements, changes of rate and payments. A disbursement spreads anew what is then owed, a payment off schedule changes the
 * last instalment that is not paid.
 */
final class ProgressiveModel {
    private final LoanTerms terms;
    private final LoanConventions conventions;
    private final PeriodRates rates;
    final List<ProgressivePeriod> periods;
    private final List<RateChange> rateChanges;
    private long disbursed;

    private record RateChange(LocalDate from, BigDecimal yearlyPct) {}

    ProgressiveModel(LoanTerms terms, List<ProgressivePeriod> periods) {
        this(terms, periods, new ArrayList<>());
        for (ProgressivePeriod period : periods) {
            if (period.stretches.isEmpty()) {
                period.stretches.add(new Stretch(period.from, period.due));
            }
        }
    }

    private ProgressiveModel(LoanTerms terms, List<ProgressivePeriod> periods, List<RateChange> rateChanges) {
        this.terms = terms;
        this.conventions = terms.conventions();
        this.rates = new PeriodRates(terms);
        this.periods = periods;
        this.rateChanges = rateChanges;
    }

    private ProgressiveModel copy() {
        List<ProgressivePeriod> copies = new ArrayList<>(periods.size());
        for (ProgressivePeriod period : periods) {
            copies.add(period.copy());
        }
        ProgressiveModel copy = new ProgressiveModel(terms, copies, rateChanges);
        copy.disbursed = disbursed;
        return copy;
    }

    @Nullable
    ProgressivePeriod period(LocalDate due) {
        int index = indexOf(due);
        return index < 0 ? null : periods.get(index);
    }

    /** Index of the period that is due on a day; below zero if none is, as {@link java.util.Arrays#binarySearch} says it. */
    int indexOf(LocalDate due) {
        int low = 0;
        int high = periods.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = periods.get(middle).due.compareTo(due);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    void disburse(LocalDate on, long amountMinor) {
        int index = change(on, amountMinor, 0);
        if (index >= 0) {
            disbursed += amountMinor;
            spread(after(index, on));
        }
    }

    /** From this day on interest runs at another rate, and what is owed is spread anew. */
    void changeRate(LocalDate from, BigDecimal yearlyPct) {
        LocalDate eve = from.minusDays(1);
        rateChanges.add(new RateChange(eve, yearlyPct));
        int index = change(eve, 0, 0);
        if (index >= 0) {
            spread(after(index, eve));
        }
    }

    /** A change on a due date concerns the period that starts there. */
    private int after(int index, LocalDate on) {
        return periods.get(index).due.equals(on) && index + 1 < periods.size() ? index + 1 : index;
    }

    /** The balance is this much higher from a day on, as if it had been disbursed, but for the instalments. */
    void correct(LocalDate on, long amountMinor) {
        int index = change(on, 0, amountMinor);
        if (index >= 0) {
            factors(index, index + 1);
            refresh(index);
            adjustLast();
        }
    }

    /** Returns whether what is due has changed by it. */
    boolean payInterest(LocalDate due, long amountMinor) {
        int index = indexOf(due);
        if (index < 0 || amountMinor == 0) {
            return false;
        }
        ProgressivePeriod period = periods.get(index);
        long principalDue = period.principalDue();
        long interestLeft = period.interestLeft();
        period.interestPaid += amountMinor;
        period.refresh(index == 0 ? null : periods.get(index - 1), conventions);
        if (period.principalDue() == principalDue && period.interestLeft() == interestLeft) {
            return false;
        }
        refresh(index + 1);
        adjustLast();
        return true;
    }

    /** A late payment counts from the due date: until then the instalment was to be there anyway. */
    void payPrincipal(LocalDate due, LocalDate on, long amountMinor) {
        int index = indexOf(due);
        if (index < 0 || amountMinor == 0) {
            return;
        }
        ProgressivePeriod period = periods.get(index);
        period.principalPaid += amountMinor;
        int changed = change(due.isBefore(on) ? due : on, 0, -amountMinor);
        if (changed >= 0) {
            factors(changed, changed + 1);
        }
        refresh(changed < 0 ? index : Math.min(changed, index));
        adjustLast();
        if (period.principalPaid + period.interestPaid > period.instalment) {
            period.instalment = period.principalPaid + period.interestPaid;
            refresh(index);
            adjustLast();
        }
    }

    /** What a period would be due if interest ended on a day. */
    Portions payableOn(LocalDate due, LocalDate day) {
        int index = indexOf(due);
        ProgressivePeriod period = periods.get(index);
        long interest = interestUntil(index, day);
        if (owed() - period.principalDue() > period.instalment) {
            // Far from the end nothing but the interest changes.
            long dueInterest = Math.max(
                    period.principalPaid > period.instalment - interest ? period.interestPaid : interest,
                    period.interestPaid);
            return new Portions(Math.max(period.instalment - dueInterest, period.principalPaid), dueInterest, 0, 0);
        }
        ProgressiveModel until = copy();
        for (int i = 0; i < periods.size(); i++) {
            until.cut(until.periods.get(i), i == index && day.isBefore(period.from) ? period.from : day);
        }
        until.refresh(0);
        until.adjustLast();
        ProgressivePeriod cut = until.periods.get(index);
        return new Portions(cut.principalDue(), cut.interestDue(), 0, 0);
    }

    /** Interest earned up to a day and not yet due with an earlier period: of this one and what those before leave to it. */
    private long interestUntil(int index, LocalDate day) {
        int first = index;
        while (first > 0 && day.isBefore(periods.get(first).from)) {
            first--;
        }
        ProgressivePeriod before = first == 0 ? null : periods.get(first - 1);
        for (int i = first; i < index; i++) {
            ProgressivePeriod copy = periods.get(i).copy();
            cut(copy, day);
            copy.refresh(before, conventions);
            before = copy;
        }
        ProgressivePeriod last = periods.get(index).copy();
        cut(last, day);
        last.refresh(before, conventions);
        return last.interestEarned();
    }

    private void cut(ProgressivePeriod period, LocalDate day) {
        for (Stretch stretch : period.stretches) {
            if (stretch.from.isAfter(day)) {
                stretch.factor = 0;
            } else if (stretch.to.isAfter(day)) {
                stretch.factor = factor(period, stretch.from, day);
            }
        }
    }

    /** Principal lent and not repaid. */
    private long owed() {
        long owed = disbursed;
        for (ProgressivePeriod period : periods) {
            owed -= period.principalPaid;
        }
        return owed;
    }

    /** Puts a change of balance at the end of a stretch, splitting one if need be. Returns the index of its period. */
    private int change(LocalDate on, long disbursedMinor, long correctionMinor) {
        int index = indexOf(on);
        index = index < 0 ? -1 - index : index;
        if (index == periods.size() || on.isBefore(periods.get(0).from)) {
            return -1;
        }
        Stretch stretch = endingOn(periods.get(index), on);
        stretch.disbursed += disbursedMinor;
        stretch.correction += correctionMinor;
        return index;
    }

    private static Stretch endingOn(ProgressivePeriod period, LocalDate on) {
        for (int i = 0; i < period.stretches.size(); i++) {
            Stretch stretch = period.stretches.get(i);
            if (stretch.to.equals(on)) {
                return stretch;
            }
            if (on.isBefore(stretch.to)) {
                Stretch rest = new Stretch(on, stretch.to);
                rest.disbursed = stretch.disbursed;
                rest.correction = stretch.correction;
                stretch.disbursed = 0;
                stretch.correction = 0;
                stretch.to = on;
                period.stretches.add(i + 1, rest);
                return stretch;
            }
        }
        return period.last();
    }

    private void factors(int from, int to) {
        for (int i = from; i < to; i++) {
            ProgressivePeriod period = periods.get(i);
            for (Stretch stretch : period.stretches) {
                stretch.factor = factor(period, stretch.from, stretch.to);
            }
        }
    }

    private long factor(ProgressivePeriod period, LocalDate from, LocalDate to) {
        if (!rateChanges.isEmpty()) {
            rates.change(terms.yearlyRatePct());
            for (RateChange change : rateChanges) {
                if (!change.from().isAfter(from)) {
                    rates.change(change.yearlyPct());
                }
            }
        }
        return rates.ofProgressiveStretch(period.from, period.due, from, to);
    }

    private void refresh(int from) {
        for (int i = from; i < periods.size(); i++) {
            periods.get(i).refresh(i == 0 ? null : periods.get(i - 1), conventions);
        }
    }

    private void spread(int from) {
        int before = Math.max(0, from - 1);
        factors(before, periods.size());
        if (from > 0) {
            periods.get(before).refresh(before == 0 ? null : periods.get(before - 1), conventions);
        }
        long balance = (from == 0 ? 0 : periods.get(from - 1).balanceAfter())
                + periods.get(from).disbursed();
        long level = terms.rounded(UnevenAnnuity.of(periods, from, balance, terms.balloonMinor()));
        setInstalments(from, level);
        adjustLast();
        if (conventions.levelInstalments() && terms.balloonMinor() == 0) {
            levelOnce(from);
        }
    }

    private void setInstalments(int from, long level) {
        for (int i = from; i < periods.size(); i++) {
            ProgressivePeriod period = periods.get(i);
            if (level >= period.principalPaid + period.interestPaid) {
                period.instalment = level;
            }
        }
        refresh(from);
    }

    /**
     * What all instalments are short of principal and interest goes to the last one that is not paid. Where they come to too much,
     * that one goes down to what is paid of it, and the one before takes the rest.
     */
    private void adjustLast() {
        int until = periods.size();
        while (until > 0) {
            long shortBy = disbursed;
            int lastUnpaid = -1;
            for (int i = 0; i < periods.size(); i++) {
                ProgressivePeriod period = periods.get(i);
                shortBy += period.interestDue() - period.instalment;
                lastUnpaid = i >= until || period.paid() ? lastUnpaid : i;
            }
            if (lastUnpaid < 0 || shortBy == 0) {
                return;
            }
            ProgressivePeriod period = periods.get(lastUnpaid);
            long least = Math.max(
                    period.principalPaid + period.interestPaid, Math.min(period.instalment, period.interestDue()));
            long adjusted = period.instalment + shortBy;
            period.instalment = Math.max(least, adjusted);
            refresh(lastUnpaid);
            if (adjusted >= least) {
                return;
            }
            until = lastUnpaid;
        }
    }

    /** Tries once to bring the last instalment nearer to the others, if it is off by more than half a unit for each. */
    private void levelOnce(int from) {
        int count = periods.size() - from;
        if (count < 2) {
            return;
        }
        long level = periods.get(periods.size() - 2).instalment;
        long off = periods.get(periods.size() - 1).instalment - level;
        if (off == 0 || count / 2 == 0 || Math.abs(off) <= count / 2) {
            return;
        }
        long[] before = new long[count];
        int paidAhead = 0;
        for (int i = 0; i < count; i++) {
            ProgressivePeriod period = periods.get(from + i);
            before[i] = period.instalment;
            paidAhead += level < period.principalPaid + period.interestPaid ? 1 : 0;
        }
        long share = BigDecimal.valueOf(off)
                .divide(BigDecimal.valueOf(Math.max(1, count - paidAhead)), 0, conventions.rounding())
                .longValueExact();
        long better = terms.rounded(BigDecimal.valueOf(level + share));
        if (better == level) {
            return;
        }
        setInstalments(from, better);
        adjustLast();
        long newOff = periods.get(periods.size() - 1).instalment - periods.get(periods.size() - 2).instalment;
        boolean endsEarly = periods.get(periods.size() - 1).instalment == 0;
        if (endsEarly || Math.abs(newOff) >= Math.abs(off)) {
            for (int i = 0; i < count; i++) {
                periods.get(from + i).instalment = before[i];
            }
            refresh(from);
        }
    }
}
