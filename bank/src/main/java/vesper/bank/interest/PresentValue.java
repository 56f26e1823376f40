package vesper.bank.interest;

import static java.math.BigDecimal.ONE;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The present value of cash flows, and the yearly growth at which it is zero. */
final class PresentValue {
    private static final MathContext PRECISION = DayCount.PRECISION;

    private static final long LARGEST_WHOLE_POWER = 1_000_000;

    private final List<CashFlow> flows;
    private final double earliest;
    private final double latest;

    PresentValue(List<CashFlow> flows) {
        this.flows = List.copyOf(flows);
        earliest =
                flows.stream().mapToDouble(flow -> flow.after().inYears()).min().orElse(0);
        latest =
                flows.stream().mapToDouble(flow -> flow.after().inYears()).max().orElse(0);
    }

    /** At a yearly growth, one plus the effective rate. */
    BigDecimal at(BigDecimal growth) {
        Map<Long, BigDecimal> roots = new HashMap<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (CashFlow flow : flows) {
            sum = sum.add(flow.amount().divide(grown(growth, flow.after(), roots), PRECISION), PRECISION);
        }
        return sum;
    }

    /** Whole powers of a root that many flows share are much quicker than a real power for each. */
    private static BigDecimal grown(BigDecimal growth, Elapsed after, Map<Long, BigDecimal> roots) {
        if (after.numerator() > LARGEST_WHOLE_POWER) {
            return Powers.pow(growth, StandardDayCount.over(after.numerator(), after.denominator()));
        }
        BigDecimal root = roots.computeIfAbsent(
                after.denominator(), d -> Powers.pow(growth, ONE.divide(BigDecimal.valueOf(d), PRECISION)));
        return root.pow((int) after.numerator(), PRECISION);
    }

    /** The growth at which the value is zero: of several, that of the rate nearest to zero. */
    Optional<BigDecimal> zero() {
        return GrowthSearch.find(this::scaled, this::at);
    }

    /** The value at a logarithm of growth, scaled so that no term exceeds its amount. */
    private double scaled(double log) {
        double pivot = log >= 0 ? earliest : latest;
        double sum = 0;
        for (CashFlow flow : flows) {
            sum += flow.amount().doubleValue() * Math.exp(-(flow.after().inYears() - pivot) * log);
        }
        return sum;
    }
}
