package vesper.bank.interest;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Exponential, logarithm and real powers of decimals, right to the digits of {@link DayCount#PRECISION}: they are computed with
 * ten digits more, and rounded half even once.
 */
public final class Powers {
    private static final MathContext RESULT = DayCount.PRECISION;
    private static final MathContext WORK = new MathContext(RESULT.getPrecision() + 10);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    /** Above this e^x has more digits than any amount. */
    private static final BigDecimal LARGEST_EXPONENT = BigDecimal.valueOf(1_000_000);

    private Powers() {}

    /**
     * The power of a base: 1.02^0.5 = 1.00995...
     *
     * @param base positive, or any if the exponent is a whole number; not zero if it is negative
     * @throws IllegalArgumentException if the power is no real number
     */
    public static BigDecimal pow(BigDecimal base, BigDecimal exponent) {
        if (isWhole(exponent) && exponent.abs().compareTo(BigDecimal.valueOf(99_999)) <= 0) {
            int times = exponent.intValueExact();
            if (times < 0 && base.signum() == 0) {
                throw new IllegalArgumentException("0 has no power " + exponent);
            }
            BigDecimal power = base.pow(Math.abs(times), WORK);
            return times < 0 ? BigDecimal.ONE.divide(power, RESULT) : power.round(RESULT);
        }
        if (base.signum() <= 0) {
            throw new IllegalArgumentException("base " + base + " of power " + exponent + " must be positive");
        }
        return expAt(exponent.multiply(lnAt(base), WORK)).round(RESULT);
    }

    /**
     * e^x.
     *
     * @throws IllegalArgumentException if x is beyond a million
     */
    public static BigDecimal exp(BigDecimal x) {
        return expAt(x).round(RESULT);
    }

    /**
     * The natural logarithm.
     *
     * @throws IllegalArgumentException if x is not positive
     */
    public static BigDecimal ln(BigDecimal x) {
        return lnAt(x).round(RESULT);
    }

    private static boolean isWhole(BigDecimal x) {
        return x.signum() == 0 || x.stripTrailingZeros().scale() <= 0;
    }

    /** Taylor's series of a small part of x, squared back as often as x was halved. */
    private static BigDecimal expAt(BigDecimal x) {
        if (x.abs().compareTo(LARGEST_EXPONENT) > 0) {
            throw new IllegalArgumentException("exponent " + x + " is too large");
        }
        MathContext precise = new MathContext(WORK.getPrecision() + 10);
        int halvings = 0;
        BigDecimal small = x;
        while (small.abs().compareTo(new BigDecimal("0.1")) > 0) {
            small = small.divide(TWO, precise);
            halvings++;
        }
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; term.signum() != 0 && term.precision() - term.scale() > -precise.getPrecision() - 2; n++) {
            term = term.multiply(small, precise).divide(BigDecimal.valueOf(n), precise);
            sum = sum.add(term, precise);
        }
        for (int n = 0; n < halvings; n++) {
            sum = sum.multiply(sum, precise);
        }
        return sum;
    }

    /** Newton's steps from the double's logarithm; each doubles the digits. */
    private static BigDecimal lnAt(BigDecimal x) {
        if (x.signum() <= 0) {
            throw new IllegalArgumentException("logarithm of " + x + ", which is not positive");
        }
        int exponent = x.precision() - x.scale() - 1;
        BigDecimal mantissa = x.scaleByPowerOfTen(-exponent);
        double estimate = Math.log(mantissa.doubleValue()) + exponent * Math.log(10);
        BigDecimal ln = BigDecimal.valueOf(estimate);
        for (int n = 0; n < 3; n++) {
            BigDecimal e = expAt(ln);
            BigDecimal step = x.subtract(e, WORK).multiply(TWO).divide(x.add(e, WORK), WORK);
            ln = ln.add(step, new MathContext(WORK.getPrecision() + 4));
        }
        return ln;
    }
}
