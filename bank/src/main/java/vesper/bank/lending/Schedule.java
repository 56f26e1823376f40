package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import vesper.bank.lending.LoanTerms.ScheduleKind;

/**
 * The schedule that terms make: one disbursement of the whole principal, and every instalment paid on its day.
 *
 * @param instalments in the order they fall due, the down payment first
 */
public record Schedule(List<Instalment> instalments) {
    /**
     * One instalment. Both parts are zero or positive.
     *
     * @param n from 1
     * @param from start of its interest
     * @param balanceMinor principal left after it
     */
    public record Instalment(
            int n, LocalDate from, LocalDate dueOn, long principalMinor, long interestMinor, long balanceMinor) {
        public long totalMinor() {
            return Math.addExact(principalMinor, interestMinor);
        }
    }

    public Schedule {
        instalments = List.copyOf(instalments);
    }

    /** @throws InvalidTermsException naming the term that makes no schedule */
    public static Schedule of(LoanTerms terms) {
        long downPayment = terms.downPaymentMinor(terms.principalMinor());
        List<Instalment> instalments = new ArrayList<>(terms.instalments() + 1);
        long balance = terms.principalMinor();
        LocalDate start = terms.disbursedOn();
        if (terms.hasDownPayment()) {
            balance -= downPayment;
            instalments.add(new Instalment(1, start, start, downPayment, 0, balance));
        }
        List<PlannedInstalment> planned = terms.kind() == ScheduleKind.CUMULATIVE
                ? new CumulativeSchedule(terms, List.of(new Tranche(start, balance)), List.of()).make()
                : progressive(terms, balance);
        for (PlannedInstalment each : planned) {
            int n = instalments.size() + 1;
            balance -= each.principalMinor();
            if (each.principalMinor() < 0 || balance < 0) {
                throw new InvalidTermsException(
                        "instalments", "leave instalment " + n + " below its interest, or above what is owed");
            }
            instalments.add(
                    new Instalment(n, each.from(), each.dueOn(), each.principalMinor(), each.interestMinor(), balance));
        }
        return new Schedule(instalments);
    }

    private static List<PlannedInstalment> progressive(LoanTerms terms, long amortised) {
        DueDates dates = new DueDates(terms, terms.disbursedOn(), List.of());
        List<ProgressivePeriod> periods = ProgressivePeriod.of(terms, terms.disbursedOn(), dates);
        return terms.bearsInterest() ? withInterest(terms, periods, amortised) : even(terms, periods, amortised);
    }

    private static List<PlannedInstalment> withInterest(
            LoanTerms terms, List<ProgressivePeriod> periods, long amortised) {
        new ProgressiveModel(terms, periods).disburse(terms.disbursedOn(), amortised);
        List<PlannedInstalment> planned = new ArrayList<>(periods.size());
        for (ProgressivePeriod each : periods) {
            if (each.interestLeft() > 0 && !each.defersInterest) {
                throw new InvalidTermsException(
                        "instalments", "leave instalment " + (planned.size() + 1) + " below its interest");
            }
            planned.add(new PlannedInstalment(each.from, each.due, each.principalDue(), each.interestDue()));
        }
        return planned;
    }

    private static List<PlannedInstalment> even(LoanTerms terms, List<ProgressivePeriod> periods, long amortised) {
        int repaying = periods.size() - terms.grace().principal();
        long each = terms.rounded(BigDecimal.valueOf(amortised)
                .divide(BigDecimal.valueOf(repaying), 0, terms.conventions().rounding()));
        long left = amortised;
        List<PlannedInstalment> planned = new ArrayList<>(periods.size());
        for (ProgressivePeriod period : periods) {
            long principal =
                    planned.size() == periods.size() - 1 ? left : period.withoutPrincipal ? 0 : Math.min(left, each);
            planned.add(new PlannedInstalment(period.from, period.due, principal, 0));
            left -= principal;
        }
        return planned;
    }

    /** All interest, in minor units. */
    public long interestMinor() {
        long interest = 0;
        for (Instalment each : instalments) {
            interest += each.interestMinor();
        }
        return interest;
    }
}
