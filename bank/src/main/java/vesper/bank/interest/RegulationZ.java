package vesper.bank.interest;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * The annual percentage rate of the United States by the actuarial method: the rate of a unit period at which advances equal
 * payments, times the unit periods of a year. Over the odd part of a period interest is simple; 12 CFR 1026 appendix J (b)(8).
 * 5,000 repaid by 24 monthly payments of 230: 9.69 %.
 */
public final class RegulationZ {
    private static final MathContext PRECISION = DayCount.PRECISION;

    /**
     * An advance or payment.
     *
     * @param amount positive
     * @param at unit periods after the first advance
     */
    public record Flow(BigDecimal amount, UnitPeriod.Count at) {
        public Flow {
            if (amount.signum() <= 0) {
                throw new IllegalArgumentException("amount must be positive, not " + amount);
            }
        }
    }

    private RegulationZ() {}

    /**
     * The rate as a fraction: 0.0969 is 9.69 %.
     *
     * @throws IllegalArgumentException if there are no advances or no payments, or no rate equals them
     */
    public static BigDecimal apr(List<Flow> advances, List<Flow> payments, UnitPeriod unitPeriod) {
        if (advances.isEmpty() || payments.isEmpty()) {
            throw new IllegalArgumentException("there is no " + (advances.isEmpty() ? "advance" : "payment"));
        }
        BigDecimal growth = GrowthSearch.find(
                        log -> coarse(advances, log) - coarse(payments, log),
                        candidate -> value(advances, candidate).subtract(value(payments, candidate), PRECISION))
                .orElseThrow(() -> new IllegalArgumentException("no rate makes the payments worth the advances"));
        return growth.subtract(ONE, PRECISION).multiply(unitPeriod.perYear(), PRECISION);
    }

    private static BigDecimal value(List<Flow> flows, BigDecimal growth) {
        BigDecimal rate = growth.subtract(ONE, PRECISION);
        BigDecimal sum = ZERO;
        for (Flow flow : flows) {
            BigDecimal odd = ONE.add(flow.at.odd().multiply(rate, PRECISION), PRECISION);
            BigDecimal grown =
                    growth.pow(Math.toIntExact(flow.at.whole()), PRECISION).multiply(odd, PRECISION);
            sum = sum.add(flow.amount.divide(grown, PRECISION), PRECISION);
        }
        return sum;
    }

    private static double coarse(List<Flow> flows, double log) {
        double sum = 0;
        for (Flow flow : flows) {
            double odd = 1 + flow.at.odd().doubleValue() * Math.expm1(log);
            sum += flow.amount.doubleValue() * Math.exp(-flow.at.whole() * log) / odd;
        }
        return sum;
    }
}
