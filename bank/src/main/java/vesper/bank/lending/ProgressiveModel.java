package vesper.bank.lending;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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
    private static final MathContext EXACT = new MathContext(34, RoundingMode.HALF_EVEN);
    /** Growth factors of the annuity are carried with 15 decimals in a long. */
    private static final long GROWTH_ONE = 1_000_000_000_000_000L;

    private static final long GROWTH_LIMIT = Long.MAX_VALUE / 4;

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

    private int indexOf(LocalDate due) {
        for (int i = 0; i < periods.size(); i++) {
            if (periods.get(i).due.equals(due)) {
                return i;
            }
        }
        return -1;
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
            refresh(0);
            adjustLast();
        }
    }

    void payInterest(LocalDate due, long amountMinor) {
        ProgressivePeriod period = period(due);
        if (period != null) {
            period.interestPaid += amountMinor;
            refresh(0);
            adjustLast();
        }
    }

    /** A late payment counts from the due date: until then the instalment was to be there anyway. */
    void payPrincipal(LocalDate due, LocalDate on, long amountMinor) {
        ProgressivePeriod period = period(due);
        if (period == null || amountMinor == 0) {
            return;
        }
        period.principalPaid += amountMinor;
        correct(due.isBefore(on) ? due : on, -amountMinor);
        if (period.principalPaid + period.interestPaid > period.instalment) {
            period.instalment = period.principalPaid + period.interestPaid;
            refresh(0);
            adjustLast();
        }
    }

    /** The period as it would be due if its interest ended on a day. */
    ProgressivePeriod payableOn(LocalDate due, LocalDate day) {
        ProgressiveModel until = copy();
        int index = indexOf(due);
        ProgressivePeriod period = until.periods.get(index);
        for (ProgressivePeriod each : until.periods) {
            for (Stretch stretch : each.stretches) {
                LocalDate end = each == period && day.isBefore(period.from) ? period.from : day;
                if (stretch.from.isAfter(end)) {
                    stretch.factor = 0;
                } else if (stretch.to.isAfter(end)) {
                    stretch.factor = until.factor(each, stretch.from, end);
                }
            }
        }
        until.refresh(0);
        until.adjustLast();
        return period;
    }

    /** Puts a change of balance at the end of a stretch, splitting one if need be. Returns the index of its period. */
    private int change(LocalDate on, long disbursedMinor, long correctionMinor) {
        int index = -1;
        for (int i = 0; i < periods.size() && index < 0; i++) {
            ProgressivePeriod period = periods.get(i);
            boolean begun = i == 0 ? !on.isBefore(period.from) : on.isAfter(period.from);
            if (begun && !on.isAfter(period.due)) {
                index = i;
            }
        }
        if (index < 0) {
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
        factors(Math.max(0, from - 1), periods.size());
        refresh(Math.max(0, from - 1));
        long balance = (from == 0 ? 0 : periods.get(from - 1).balanceAfter())
                + periods.get(from).disbursed();
        long level = terms.rounded(annuity(from, balance));
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

    /** What all instalments are short of principal and interest goes to the last one that is not paid. */
    private void adjustLast() {
        long short_ = disbursed;
        int lastUnpaid = -1;
        for (int i = 0; i < periods.size(); i++) {
            ProgressivePeriod period = periods.get(i);
            short_ += period.interestDue() - period.instalment;
            lastUnpaid = period.paid() ? lastUnpaid : i;
        }
        if (lastUnpaid >= 0 && short_ != 0) {
            periods.get(lastUnpaid).instalment += short_;
            refresh(lastUnpaid);
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
        if (Math.abs(newOff) >= Math.abs(off)) {
            for (int i = 0; i < count; i++) {
                periods.get(from + i).instalment = before[i];
            }
            refresh(from);
        }
    }

    /** The equal instalment that repays a balance over the periods from one on, each with its own factor. */
    private BigDecimal annuity(int from, long balance) {
        long grown = GROWTH_ONE;
        long sum = GROWTH_ONE;
        boolean fits = true;
        for (int i = from; i < periods.size() && fits; i++) {
            long factor = periods.get(i).factor();
            grown += InterestMath.interest(grown, factor, RoundingMode.HALF_EVEN);
            if (i > from) {
                sum += InterestMath.interest(sum, factor, RoundingMode.HALF_EVEN) + GROWTH_ONE;
            }
            fits = grown < GROWTH_LIMIT && sum < GROWTH_LIMIT && factor < InterestMath.ONE * 2;
        }
        if (!fits) {
            return exactAnnuity(from, balance);
        }
        return BigDecimal.valueOf(grown)
                .multiply(BigDecimal.valueOf(balance))
                .subtract(BigDecimal.valueOf(terms.balloonMinor()).multiply(BigDecimal.valueOf(GROWTH_ONE)))
                .divide(BigDecimal.valueOf(sum), EXACT);
    }

    private BigDecimal exactAnnuity(int from, long balance) {
        BigDecimal grown = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int i = from; i < periods.size(); i++) {
            BigDecimal growth =
                    BigDecimal.ONE.add(BigDecimal.valueOf(periods.get(i).factor(), 18));
            grown = grown.multiply(growth, EXACT);
            sum = i == from ? sum : sum.multiply(growth, EXACT).add(BigDecimal.ONE);
        }
        return grown.multiply(BigDecimal.valueOf(balance))
                .subtract(BigDecimal.valueOf(terms.balloonMinor()))
                .divide(sum, EXACT);
    }
}
