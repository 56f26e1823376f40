package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import vesper.bank.lending.ProgressivePeriod.Stretch;

/** Rate factors of the stretches of a progressive schedule, through changes of the rate. */
final class ProgressiveRates {
    private final LoanTerms terms;
    private final PeriodRates rates;
    private final List<RateChange> changes = new ArrayList<>();

    private record RateChange(LocalDate from, BigDecimal yearlyPct) {}

    ProgressiveRates(LoanTerms terms) {
        this.terms = terms;
        this.rates = new PeriodRates(terms);
    }

    /** Stretches that begin on this day or later have another rate. */
    void change(LocalDate from, BigDecimal yearlyPct) {
        changes.add(new RateChange(from, yearlyPct));
    }

    /** Computes the factors of some periods anew. */
    void applyTo(List<ProgressivePeriod> periods) {
        for (ProgressivePeriod period : periods) {
            for (Stretch each = period.first; each != null; each = each.next) {
                each.factor = factor(period, each.from, each.to);
            }
            period.sumUp();
        }
    }

    /** Of a stretch of a period, scaled by 10^18. */
    long factor(ProgressivePeriod period, LocalDate from, LocalDate to) {
        if (period.interestFree) {
            return 0;
        }
        if (!changes.isEmpty()) {
            rates.change(terms.yearlyRatePct());
            for (RateChange change : changes) {
                if (!change.from().isAfter(from)) {
                    rates.change(change.yearlyPct());
                }
            }
        }
        return rates.ofProgressiveStretch(period.from, period.due, from, to);
    }
}
