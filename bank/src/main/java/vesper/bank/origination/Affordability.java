package vesper.bank.origination;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.Schedule;

/**
 * Whether a customer can pay for a loan: figures of one month, in minor units, at the rate offered and at a stressed one. An
 * income of 3,000, living of 1,200, other debts of 200 and an instalment of 400 leave 1,200; debts are 20 % of the income.
 *
 * @param outgoingsMinor those declared, or what living costs at least if that is more
 * @param debtMinor payments on other debts
 * @param instalmentMinor the highest instalment without down payment and balloon, spread over its months and rounded up
 * @param stressedRatePct the yearly rate offered with the policy's points on top, at most 1,000
 * @param stressedInstalmentMinor the highest instalment at that rate
 */
public record Affordability(
        long incomeMinor,
        long outgoingsMinor,
        long debtMinor,
        long instalmentMinor,
        BigDecimal stressedRatePct,
        long stressedInstalmentMinor) {

    static Affordability of(LoanProduct product, LoanRequest request, BigDecimal ratePct, LocalDate on) {
        BigDecimal stressed = product.policy().stressed(ratePct);
        return new Affordability(
                request.monthlyIncomeMinor(),
                Math.max(request.monthlyOutgoingsMinor(), product.policy().livingCostsMinor()),
                request.monthlyDebtMinor(),
                monthlyMinor(product.terms(request.amountMinor(), request.instalments(), ratePct, on)),
                stressed,
                monthlyMinor(product.terms(request.amountMinor(), request.instalments(), stressed, on)));
    }

    /** What is left of the income each month, this loan paid; negative if it does not suffice. */
    public long disposableMinor() {
        return incomeMinor - outgoingsMinor - debtMinor - instalmentMinor;
    }

    /** The same at the stressed rate. */
    public long stressedDisposableMinor() {
        return incomeMinor - outgoingsMinor - debtMinor - stressedInstalmentMinor;
    }

    /** Debts, this loan included, in percent of the income, two decimals, half up; null without income. */
    public @Nullable BigDecimal debtServicePct() {
        return Attribute.percent(debtMinor + instalmentMinor, incomeMinor);
    }

    /** A down payment comes out of the loan, and a balloon is saved for or lent anew: neither is a month's burden. */
    private static long monthlyMinor(LoanTerms terms) {
        List<Schedule.Instalment> instalments = Schedule.of(terms).instalments();
        int last = instalments.size() - 1;
        long most = Math.max(0, instalments.get(last).totalMinor() - terms.balloonMinor());
        for (Schedule.Instalment each : instalments.subList(0, last)) {
            if (each.dueOn().isAfter(terms.disbursedOn())) {
                most = Math.max(most, each.totalMinor());
            }
        }
        BigDecimal highest = BigDecimal.valueOf(most);
        BigDecimal unitsInYear = BigDecimal.valueOf(
                switch (terms.unit()) {
                    case DAYS -> 365;
                    case WEEKS -> 52;
                    case MONTHS -> 12;
                    case YEARS -> 1;
                });
        return highest.multiply(unitsInYear)
                .divide(BigDecimal.valueOf(12L * terms.every()), 0, RoundingMode.CEILING)
                .longValueExact();
    }
}
