package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
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
    final List<ProgressivePeriod> periods;
    private final PeriodFigures figures;
    private final ProgressiveRates rates;
    private final InstalmentSpread instalments;
    private final PayableAhead payable;
    /** The first period whose figures are yet to be computed; the number of periods if none is. */
    private int fresh;
    /** What payments may still take off the last instalment before it has to be looked at, see {@link DeferralRoom}. */
    private final DeferralRoom room = new DeferralRoom();

    /** @param periods that the terms make, without figures */
    ProgressiveModel(LoanTerms terms, List<ProgressivePeriod> periods) {
        this.periods = periods;
        this.figures = new PeriodFigures(periods, terms.conventions());
        this.rates = new ProgressiveRates(terms);
        this.instalments = new InstalmentSpread(terms, figures, rates, room);
        this.payable = new PayableAhead(terms, figures, rates);
        this.fresh = periods.size();
    }

    /** Computes what was put off. */
    void settle() {
        if (fresh < periods.size()) {
            refreshUpTo(periods.size() - 1);
            fresh = periods.size();
            instalments.adjustLast();
        }
        room.measure(periods);
    }

    /** Computes what was put off of the periods up to one, it included. */
    void refreshUpTo(int last) {
        while (fresh <= last) {
            figures.refreshOne(fresh++);
        }
    }

    boolean settled() {
        return fresh >= periods.size();
    }

    /** Index of the first period whose figures may have changed since this was asked last. */
    int takeChanged() {
        return figures.takeChanged();
    }

    /** Index of the period that is due on a day; below zero if none is, as {@link java.util.Arrays#binarySearch} says it. */
    int indexOf(LocalDate due) {
        return figures.indexOf(due);
    }

    /** Returns false if no instalment is due on that day or later; then nothing is changed. */
    boolean disburse(LocalDate on, long amountMinor) {
        settle();
        int index = change(on, amountMinor, 0);
        if (index < 0) {
            return false;
        }
        figures.addDisbursed(amountMinor);
        instalments.spread(after(index, on));
        return true;
    }

    /** What is owed from an instalment on is spread anew, over instalments that were added or have grace now. */
    void respread(LocalDate due) {
        settle();
        fresh = periods.size();
        int index = indexOf(due);
        if (index >= 0) {
            instalments.spread(index);
        }
    }

    /** From this day on interest runs at another rate, and what is owed is spread anew. */
    void changeRate(LocalDate from, BigDecimal yearlyPct) {
        settle();
        LocalDate eve = from.minusDays(1);
        rates.change(eve, yearlyPct);
        int index = change(eve, 0, 0);
        if (index >= 0) {
            instalments.spread(after(index, eve));
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
            figures.refresh(index);
            instalments.adjustLast();
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
        figures.refreshOne(index);
        if (period.principalDue() == principalDue && period.interestLeft() == interestLeft) {
            return false;
        }
        if (index < periods.size() - 2 && room.take(amountMinor)) {
            putOff(index + 1);
        } else {
            settle();
            figures.refresh(index + 1);
            instalments.adjustLast();
        }
        return true;
    }

    private void putOff(int from) {
        fresh = Math.min(fresh, from);
        figures.noteChanged(from);
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
        figures.addPrincipalPaid(period, amountMinor);
        int changed = change(due.isBefore(on) ? due : on, 0, -amountMinor);
        if (puttingOff) {
            putOff(changed < 0 ? index : Math.min(changed, index));
            return;
        }
        figures.refresh(changed < 0 ? index : Math.min(changed, index));
        instalments.adjustLast();
        if (period.principalPaid + period.interestPaid > period.instalment) {
            figures.setInstalment(period, period.principalPaid + period.interestPaid);
            figures.refresh(index);
            instalments.adjustLast();
        }
    }

    /** What was paid of a period is given back: it is owed again from that day on, or from the due date if that has passed. */
    void takeBack(LocalDate due, LocalDate on, long principalMinor, long interestMinor) {
        int index = indexOf(due);
        if (index < 0) {
            return;
        }
        settle();
        ProgressivePeriod period = periods.get(index);
        period.interestPaid -= interestMinor;
        figures.addPrincipalPaid(period, -principalMinor);
        int changed = change(due.isBefore(on) ? due : on, 0, principalMinor);
        figures.refresh(changed < 0 ? index : Math.min(changed, index));
        instalments.adjustLast();
    }

    /** What a period would be due if interest ended on a day. */
    Portions payableOn(LocalDate due, LocalDate day) {
        int index = indexOf(due);
        refreshUpTo(index);
        Portions alone = payable.ofOne(index, day);
        if (alone != null) {
            return alone;
        }
        settle();
        return payable.ofAll(index, day);
    }

    /** Puts a change of balance at the end of a stretch, splitting one if need be. Returns the index of its period. */
    private int change(LocalDate on, long disbursedMinor, long correctionMinor) {
        int index = figures.indexOf(on);
        index = index < 0 ? -1 - index : index;
        if (index == periods.size() || on.isBefore(periods.get(0).from)) {
            return -1;
        }
        ProgressivePeriod period = periods.get(index);
        Stretch stretch = period.endingOn(on);
        stretch.disbursed += disbursedMinor;
        stretch.correction += correctionMinor;
        if (stretch.next != null && stretch.next.factor == 0) {
            stretch.factor = rates.factor(period, stretch.from, stretch.to);
            stretch.next.factor = rates.factor(period, stretch.next.from, stretch.next.to);
        }
        period.sumUp();
        return index;
    }
}
