package vesper.bank.lending;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.ProgressivePeriod.Stretch;

/** What is payable of an instalment before it is due, when interest ends on the day of payment. */
final class PayableAhead {
    private final LoanTerms terms;
    private final LoanConventions conventions;
    private final PeriodFigures figures;
    private final List<ProgressivePeriod> periods;
    private final ProgressiveRates rates;

    PayableAhead(LoanTerms terms, PeriodFigures figures, ProgressiveRates rates) {
        this.terms = terms;
        this.conventions = terms.conventions();
        this.figures = figures;
        this.periods = figures.periods;
        this.rates = rates;
    }

    /**
     * What a period would be due if interest ended on a day.
     *
     * @param index of the period, whose figures are up to date
     * @return null if the periods after it have to be looked at too, see {@link #ofAll}
     */
    @Nullable
    Portions ofOne(int index, LocalDate day) {
        ProgressivePeriod period = periods.get(index);
        long interest = interestUntil(index, day);
        if (figures.owed() - period.principalDue() > period.instalment) {
            // Far from the end nothing but the interest changes.
            boolean left = period.defersInterest || period.principalPaid > period.instalment - interest;
            long dueInterest = Math.max(left ? period.interestPaid : interest, period.interestPaid);
            return new Portions(Math.max(period.instalment - dueInterest, period.principalPaid), dueInterest, 0, 0);
        }
        return null;
    }

    /** The same, by a copy of the whole schedule; all figures are up to date. */
    Portions ofAll(int index, LocalDate day) {
        LocalDate from = periods.get(index).from;
        PeriodFigures until = figures.copy();
        for (int i = 0; i < periods.size(); i++) {
            cut(until.periods.get(i), i == index && day.isBefore(from) ? from : day);
        }
        until.refresh(0);
        new InstalmentSpread(terms, until, rates, new DeferralRoom()).adjustLast();
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
                    : period.first.to.isAfter(day) ? rates.factor(period, period.first.from, day) : period.first.factor;
            return left + InterestMath.interest(balance, factor, conventions.rounding());
        }
        long interest = 0;
        InterestMath.Sum exact = new InterestMath.Sum();
        for (Stretch each = period.first; each != null && !each.from.isAfter(day); each = each.next) {
            long factor = each.to.isAfter(day) ? rates.factor(period, each.from, day) : each.factor;
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
                each.factor = rates.factor(period, each.from, day);
            }
        }
        period.sumUp();
    }
}
