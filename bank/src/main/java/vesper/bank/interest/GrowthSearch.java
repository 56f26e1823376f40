package vesper.bank.interest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Looks for the growth, one plus the rate, at which a function is zero: first coarsely on logarithms of growth, outwards from no
 * growth at all, in doubles; then by secants in decimals, until 30 digits stand. Of several zeros it gives the one whose rate is
 * nearest to zero. Two zeros within a step of {@value #STEP}, and one that only touches, may be missed.
 */
final class GrowthSearch {
    private static final MathContext PRECISION = DayCount.PRECISION;
    private static final double STEP = 0.02;
    private static final double FARTHEST = 80;

    private GrowthSearch() {}

    /**
     * The growth of the zero nearest to 1, empty if there is none between e^-80 and e^80.
     *
     * @param coarse takes the logarithm of growth; only its sign and its shape near a zero count
     * @param precise takes the growth
     */
    static Optional<BigDecimal> find(DoubleUnaryOperator coarse, UnaryOperator<BigDecimal> precise) {
        if (precise.apply(BigDecimal.ONE).signum() == 0) {
            return Optional.of(BigDecimal.ONE);
        }
        OptionalDouble up = firstZero(coarse, 1);
        OptionalDouble down = firstZero(coarse, -1);
        if (up.isEmpty() && down.isEmpty()) {
            return Optional.empty();
        }
        boolean upIsNearer = down.isEmpty()
                || (up.isPresent() && Math.expm1(up.getAsDouble()) <= Math.abs(Math.expm1(down.getAsDouble())));
        double log = (upIsNearer ? up : down).getAsDouble();
        return Optional.of(refined(BigDecimal.valueOf(Math.exp(log)), precise));
    }

    private static OptionalDouble firstZero(DoubleUnaryOperator coarse, int direction) {
        double from = 0;
        double valueFrom = coarse.applyAsDouble(from);
        while (Math.abs(from) < FARTHEST) {
            double to = from + direction * Math.max(STEP, Math.abs(from) / 20);
            double valueTo = coarse.applyAsDouble(to);
            if (valueTo == 0) {
                return OptionalDouble.of(to);
            }
            if (valueFrom * Math.signum(valueTo) < 0) {
                return OptionalDouble.of(bisected(coarse, from, valueFrom, to));
            }
            from = to;
            valueFrom = valueTo;
        }
        return OptionalDouble.empty();
    }

    private static double bisected(DoubleUnaryOperator coarse, double from, double valueFrom, double to) {
        double low = from;
        double high = to;
        for (int n = 0; n < 60; n++) {
            double middle = (low + high) / 2;
            if (coarse.applyAsDouble(middle) * Math.signum(valueFrom) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static BigDecimal refined(BigDecimal estimate, UnaryOperator<BigDecimal> precise) {
        BigDecimal last = estimate.multiply(new BigDecimal("1.0000000001"), PRECISION);
        BigDecimal valueLast = precise.apply(last);
        BigDecimal growth = estimate;
        for (int n = 0; n < 6; n++) {
            BigDecimal value = precise.apply(growth);
            BigDecimal rise = value.subtract(valueLast, PRECISION);
            if (value.signum() == 0 || rise.signum() == 0) {
                break;
            }
            BigDecimal step =
                    value.multiply(growth.subtract(last, PRECISION), PRECISION).divide(rise, PRECISION);
            last = growth;
            valueLast = value;
            growth = growth.subtract(step, PRECISION);
            if (step.abs().compareTo(growth.abs().movePointLeft(31)) < 0) {
                break;
            }
        }
        return growth;
    }
}
