package vesper.bank.lending;

import java.math.BigDecimal;
import java.util.List;

/** Spreads what is owed over the instalments of a progressive schedule, and brings the last one in line with the sum. */
final class InstalmentSpread {
    private final LoanTerms terms;
    private final LoanConventions conventions;
    private final PeriodFigures figures;
    private final List<ProgressivePeriod> periods;
    private final ProgressiveRates rates;
    private final DeferralRoom room;

    InstalmentSpread(LoanTerms terms, PeriodFigures figures, ProgressiveRates rates, DeferralRoom room) {
        this.terms = terms;
        this.conventions = terms.conventions();
        this.figures = figures;
        this.periods = figures.periods;
        this.rates = rates;
        this.room = room;
    }

    /** The equal instalment for what is owed from a period on. */
    void spread(int from) {
        int before = Math.max(0, from - 1);
        rates.applyTo(periods.subList(before, periods.size()));
        if (from > 0) {
            figures.refreshOne(before);
        }
        int repaying = withoutPrincipal(from);
        long balance = (repaying == 0 ? 0 : periods.get(repaying - 1).balanceAfter())
                + periods.get(repaying).disbursed();
        // Before all tranches are paid out less may be owed than the balloon.
        long balloon = Math.min(terms.balloonMinor(), balance);
        long level = terms.rounded(UnevenAnnuity.of(periods, repaying, balance, balloon));
        setInstalments(repaying, level);
        if (balloon > 0) {
            coverInterest(repaying);
        }
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
            figures.refreshOne(index);
            long interest = period.defersInterest ? 0 : period.interestEarned();
            figures.setInstalment(period, Math.max(interest, period.principalPaid + period.interestPaid));
            figures.refreshOne(index);
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
                figures.setInstalment(period, Math.max(level - period.ownInterest(before), period.principalPaid));
                figures.refresh(i);
            } else if (before != null && before.defersInterest && i >= repaying) {
                figures.setInstalment(period, period.instalment + before.interestLeft());
                figures.refresh(i);
            }
        }
        return any;
    }

    /** Beside a balloon an instalment may be all but interest, and rounding must not leave it below. */
    private void coverInterest(int from) {
        for (int i = from; i < periods.size() - 1; i++) {
            ProgressivePeriod period = periods.get(i);
            if (period.instalment < period.interestEarned() && !period.defersInterest) {
                figures.setInstalment(period, period.interestEarned());
                figures.refresh(i);
            }
        }
    }

    private void setInstalments(int from, long level) {
        for (int i = from; i < periods.size(); i++) {
            ProgressivePeriod period = periods.get(i);
            if (level >= period.principalPaid + period.interestPaid) {
                figures.setInstalment(period, level);
            }
        }
        figures.refresh(from);
    }

    /**
     * What all instalments are short of principal and interest goes to the last one that is not paid. Where they come to too much,
     * that one goes down to what is paid of it, and the one before takes the rest.
     */
    void adjustLast() {
        room.close();
        int until = periods.size();
        boolean again = false;
        while (until > 0) {
            long shortBy = figures.shortBy();
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
            figures.setInstalment(period, Math.max(least, adjusted));
            figures.refresh(lastUnpaid);
            if (adjusted < least) {
                until = lastUnpaid;
            } else if (again || figures.shortBy() == 0) {
                return;
            } else {
                // Interest that was left aside has become due with it.
                again = true;
            }
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
                figures.setInstalment(periods.get(from + i), before[i]);
            }
            figures.refresh(from);
        }
    }
}
