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
 *
 * <p>Far from the end a payment in advance changes nothing that the next payments look at, only the interest of all later periods
 * and the last instalment. These wait until {@link #settle}: figures of periods from {@link #fresh} on are those of before.
 */
final class ProgressiveModel {
    private final LoanTerms terms;
    private final LoanConventions conventions;
    private final PeriodRates rates;
    final List<ProgressivePeriod> periods;
    private final List<RateChange> rateChanges;
    private long disbursed;
    private long principalPaid;
    /** Interest due of all periods, less their instalments. */
    private long interestAboveInstalments;
    /** The first period whose figures may have changed since they were taken last. */
    private int changedFrom;
    /** The first period whose figures are yet to be computed; the number of periods if none is. */
    private int fresh;
    /** What payments may still take off the last instalment before it has to be looked at, see {@link DeferralRoom}. */
    private final DeferralRoom room = new DeferralRoom();

    private record RateChange(LocalDate from, BigDecimal yearlyPct) {}

    ProgressiveModel(LoanTerms terms, List<ProgressivePeriod> periods) {
        this(terms, periods, new ArrayList<>());
    }

    private ProgressiveModel(LoanTerms terms, List<ProgressivePeriod> periods, List<RateChange> rateChanges) {
        this.terms = terms;
        this.conventions = terms.conventions();
        this.rates = new PeriodRates(terms);
        this.periods = periods;
        this.rateChanges = rateChanges;
        this.fresh = periods.size();
    }

    private ProgressiveModel copy() {
        List<ProgressivePeriod> copies = new ArrayList<>(periods.size());
        for (ProgressivePeriod period : periods) {
            copies.add(period.copy());
        }
        ProgressiveModel copy = new ProgressiveModel(terms, copies, rateChanges);
        copy.disbursed = disbursed;
        copy.principalPaid = principalPaid;
        copy.interestAboveInstalments = interestAboveInstalments;
        return copy;
    }

    /** Computes what was put off. */
    void settle() {
        if (fresh < periods.size()) {
            refreshUpTo(periods.size() - 1);
            fresh = periods.size();
            adjustLast();
        }
        room.measure(periods);
    }

    /** Computes what was put off of the periods up to one, it included. */
    void refreshUpTo(int last) {
        while (fresh <= last) {
            refreshOne(fresh++);
        }
    }

    boolean settled() {
        return fresh >= periods.size();
    }

    /** Index of the first period whose figures may have changed since this was asked last. */
    int takeChanged() {
        int changed = changedFrom;
        changedFrom = periods.size();
        return changed;
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
        settle();
        int index = change(on, amountMinor, 0);
        if (index >= 0) {
            disbursed += amountMinor;
            spread(after(index, on));
        }
    }

    /** What is owed from an instalment on is spread anew, over instalments that were added or have grace now. */
    void respread(LocalDate due) {
        settle();
        fresh = periods.size();
        int index = indexOf(due);
        if (index >= 0) {
            spread(index);
        }
    }

    /** From this day on interest runs at another rate, and what is owed is spread anew. */
    void changeRate(LocalDate from, BigDecimal yearlyPct) {
        settle();
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
        settle();
        int index = change(on, 0, amountMinor);
        if (index >= 0) {
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
        refreshUpTo(index);
        ProgressivePeriod period = periods.get(index);
        long principalDue = period.principalDue();
        long interestLeft = period.interestLeft();
        period.interestPaid += amountMinor;
        refreshOne(index);
        if (period.principalDue() == principalDue && period.interestLeft() == interestLeft) {
            return false;
        }
        if (index < periods.size() - 2 && room.take(amountMinor)) {
            putOff(index + 1);
        } else {
            settle();
            refresh(index + 1);
            adjustLast();
        }
        return true;
    }

    private void putOff(int from) {
        fresh = Math.min(fresh, from);
        changedFrom = Math.min(changedFrom, from);
    }

    /** A late payment counts from the due date: until then the instalment was to be there anyway. */
    void payPrincipal(LocalDate due, LocalDate on, long amountMinor) {
        int index = indexOf(due);
        if (index < 0 || amountMinor == 0) {
            return;
        }
        ProgressivePeriod period = periods.get(index);
        boolean fits = period.principalPaid + period.interestPaid + amountMinor <= period.instalment;
        boolean puttingOff = fits && !due.isBefore(on) && index < periods.size() - 2 && room.take(amountMinor);
        if (!puttingOff) {
            settle();
        }
        period.principalPaid += amountMinor;
        principalPaid += amountMinor;
        int changed = change(due.isBefore(on) ? due : on, 0, -amountMinor);
        if (puttingOff) {
            putOff(changed < 0 ? index : Math.min(changed, index));
            return;
        }
        refresh(changed < 0 ? index : Math.min(changed, index));
        adjustLast();
        if (period.principalPaid + period.interestPaid > period.instalment) {
            setInstalment(period, period.principalPaid + period.interestPaid);
            refresh(index);
            adjustLast();
        }
    }

    /** What a period would be due if interest ended on a day. */
    Portions payableOn(LocalDate due, LocalDate day) {
        int index = indexOf(due);
        refreshUpTo(index);
        ProgressivePeriod period = periods.get(index);
        long interest = interestUntil(index, day);
        if (owed() - period.principalDue() > period.instalment) {
            // Far from the end nothing but the interest changes.
            boolean left = period.defersInterest || period.principalPaid > period.instalment - interest;
            long dueInterest = Math.max(left ? period.interestPaid : interest, period.interestPaid);
            return new Portions(Math.max(period.instalment - dueInterest, period.principalPaid), dueInterest, 0, 0);
        }
        settle();
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
        return earnedUntil(periods.get(index), before, day);
    }

    private long earnedUntil(ProgressivePeriod period, @Nullable ProgressivePeriod before, LocalDate day) {
        long balance = before == null ? 0 : before.carried();
        long left = before == null ? 0 : before.interestLeft();
        if (period.first.next == null) {
            long factor = period.first.from.isAfter(day)
                    ? 0
                    : period.first.to.isAfter(day) ? factor(period, period.first.from, day) : period.first.factor;
            return left + InterestMath.interest(balance, factor, conventions.rounding());
        }
        long interest = 0;
        InterestMath.Sum exact = new InterestMath.Sum();
        for (Stretch each = period.first; each != null && !each.from.isAfter(day); each = each.next) {
            long factor = each.to.isAfter(day) ? factor(period, each.from, day) : each.factor;
            if (conventions.roundEachStretch()) {
                interest += InterestMath.interest(balance, factor, conventions.rounding());
            } else {
                exact.add(balance, factor);
            }
            balance += each.change();
        }
        return left + interest + exact.rounded(conventions.rounding());
    }

    private void cut(ProgressivePeriod period, LocalDate day) {
        for (Stretch each = period.first; each != null; each = each.next) {
            if (each.from.isAfter(day)) {
                each.factor = 0;
            } else if (each.to.isAfter(day)) {
                each.factor = factor(period, each.from, day);
            }
        }
        period.sumUp();
    }

    /** Principal lent and not repaid. */
    private long owed() {
        return disbursed - principalPaid;
    }

    /** Puts a change of balance at the end of a stretch, splitting one if need be. Returns the index of its period. */
    private int change(LocalDate on, long disbursedMinor, long correctionMinor) {
        int index = indexOf(on);
        index = index < 0 ? -1 - index : index;
        if (index == periods.size() || on.isBefore(periods.get(0).from)) {
            return -1;
        }
        ProgressivePeriod period = periods.get(index);
        Stretch stretch = period.endingOn(on);
        stretch.disbursed += disbursedMinor;
        stretch.correction += correctionMinor;
        if (stretch.next != null && stretch.next.factor == 0) {
            stretch.factor = factor(period, stretch.from, stretch.to);
            stretch.next.factor = factor(period, stretch.next.from, stretch.next.to);
        }
        period.sumUp();
        return index;
    }

    private void factors(int from, int to) {
        for (int i = from; i < to; i++) {
            ProgressivePeriod period = periods.get(i);
            for (Stretch each = period.first; each != null; each = each.next) {
                each.factor = factor(period, each.from, each.to);
            }
            period.sumUp();
        }
    }

    private long factor(ProgressivePeriod period, LocalDate from, LocalDate to) {
        if (period.interestFree) {
            return 0;
        }
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
        changedFrom = Math.min(changedFrom, from);
        ProgressivePeriod before = from == 0 ? null : periods.get(from - 1);
        for (int i = from; i < periods.size(); i++) {
            ProgressivePeriod period = periods.get(i);
            long interest = period.interestDue();
            period.refresh(before, conventions);
            interestAboveInstalments += period.interestDue() - interest;
            before = period;
        }
    }

    private void refreshOne(int index) {
        changedFrom = Math.min(changedFrom, index);
        ProgressivePeriod period = periods.get(index);
        interestAboveInstalments -= period.interestDue();
        period.refresh(index == 0 ? null : periods.get(index - 1), conventions);
        interestAboveInstalments += period.interestDue();
    }

    private void setInstalment(ProgressivePeriod period, long amountMinor) {
        interestAboveInstalments += period.instalment - amountMinor;
        period.instalment = amountMinor;
    }

    private void spread(int from) {
        int before = Math.max(0, from - 1);
        factors(before, periods.size());
        if (from > 0) {
            refreshOne(before);
        }
        int repaying = withoutPrincipal(from);
        long balance = (repaying == 0 ? 0 : periods.get(repaying - 1).balanceAfter())
                + periods.get(repaying).disbursed();
        long level = terms.rounded(UnevenAnnuity.of(periods, repaying, balance, terms.balloonMinor()));
        setInstalments(repaying, level);
        boolean deferred = defer(from, repaying, level);
        adjustLast();
        if (conventions.levelInstalments() && terms.balloonMinor() == 0 && !deferred) {
            levelOnce(repaying);
        }
    }

    /** Instalments in grace from one on bring their interest, or nothing; returns the index of the first after them. */
    private int withoutPrincipal(int from) {
        int index = from;
        while (index < periods.size() - 1 && periods.get(index).withoutPrincipal) {
            ProgressivePeriod period = periods.get(index);
            refreshOne(index);
            long interest = period.defersInterest ? 0 : period.interestEarned();
            setInstalment(period, Math.max(interest, period.principalPaid + period.interestPaid));
            refreshOne(index);
            index++;
        }
        return index;
    }

    /**
     * Instalments whose interest is paid later bring the principal that they would bring with it; the first after them brings that
     * interest on top. Returns whether there are any.
     */
    private boolean defer(int from, int repaying, long level) {
        boolean any = from > 0 && periods.get(from - 1).defersInterest;
        for (int i = from; i < periods.size(); i++) {
            ProgressivePeriod period = periods.get(i);
            ProgressivePeriod before = i == 0 ? null : periods.get(i - 1);
            any |= period.defersInterest;
            if (period.defersInterest && i >= repaying) {
                setInstalment(period, Math.max(level - period.ownInterest(before), period.principalPaid));
                refresh(i);
            } else if (before != null && before.defersInterest && i >= repaying) {
                setInstalment(period, period.instalment + before.interestLeft());
                refresh(i);
            }
        }
        return any;
    }

    private void setInstalments(int from, long level) {
        for (int i = from; i < periods.size(); i++) {
            ProgressivePeriod period = periods.get(i);
            if (level >= period.principalPaid + period.interestPaid) {
                setInstalment(period, level);
            }
        }
        refresh(from);
    }

    /**
     * What all instalments are short of principal and interest goes to the last one that is not paid. Where they come to too much,
     * that one goes down to what is paid of it, and the one before takes the rest.
     */
    private void adjustLast() {
        room.close();
        int until = periods.size();
        while (until > 0) {
            long shortBy = disbursed + interestAboveInstalments;
            int lastUnpaid = until - 1;
            while (lastUnpaid >= 0 && periods.get(lastUnpaid).paid()) {
                lastUnpaid--;
            }
            if (lastUnpaid < 0 || shortBy == 0) {
                return;
            }
            ProgressivePeriod period = periods.get(lastUnpaid);
            long least = Math.max(
                    period.principalPaid + period.interestPaid, Math.min(period.instalment, period.interestDue()));
            long adjusted = period.instalment + shortBy;
            setInstalment(period, Math.max(least, adjusted));
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
                setInstalment(periods.get(from + i), before[i]);
            }
            refresh(from);
        }
    }
}
