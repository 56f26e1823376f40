package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Opens the progressive model to the cases: events in, the figures of one period out. */
public final class ProgressiveModelProbe {
    private final ProgressiveModel model;

    /** @param dueDates from the first day on */
    public ProgressiveModelProbe(LoanTerms terms, List<LocalDate> dueDates) {
        List<ProgressivePeriod> periods = new ArrayList<>();
        for (int i = 1; i < dueDates.size(); i++) {
            periods.add(new ProgressivePeriod(dueDates.get(i - 1), dueDates.get(i)));
        }
        model = new ProgressiveModel(terms, periods);
    }

    /** Figures of one stretch of one period, both counted from 0. */
    public record Figures(
            long instalment,
            BigDecimal factor,
            long stretchInterest,
            long interestDue,
            long principalDue,
            long balanceAfter) {}

    public void disburse(LocalDate on, long amountMinor) {
        model.disburse(on, amountMinor);
    }

    public void payPrincipal(LocalDate due, LocalDate on, long amountMinor) {
        model.payPrincipal(due, on, amountMinor);
    }

    public void payInterest(LocalDate due, long amountMinor) {
        model.payInterest(due, amountMinor);
    }

    public long payablePrincipal(LocalDate due, LocalDate on) {
        return model.payableOn(due, on).principalMinor();
    }

    public long payableInterest(LocalDate due, LocalDate on) {
        return model.payableOn(due, on).interestMinor();
    }

    public Figures figures(int period, int stretch, LoanConventions conventions) {
        model.settle();
        ProgressivePeriod each = model.periods.get(period);
        ProgressivePeriod.Stretch part = each.first;
        for (int i = 0; i < stretch; i++) {
            part = part.next;
        }
        return new Figures(
                each.instalment,
                BigDecimal.valueOf(part.factor, 18),
                InterestMath.interest(each.balanceOf(part), part.factor, conventions.rounding()),
                each.interestDue(),
                each.principalDue(),
                each.balanceAfter());
    }
}
