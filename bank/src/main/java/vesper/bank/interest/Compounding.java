package vesper.bank.interest;

import static java.math.BigDecimal.ONE;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What a yearly rate means: how one unit of money grows over a time in years. Rates are fractions, 0.08 is 8 %, and may be
 * negative. Figures have the precision {@link DayCount#PRECISION}; none is rounded for display.
 */
public enum Compounding {
    /** 1 + r t. */
    SIMPLE,
    /** (1 + r/f)^(f t): interest is added f times a year. 8 % quarterly grows to 1.0824 in a year. */
    COMPOUNDED,
    /** e^(r t). */
    CONTINUOUS,
    /** Simple up to one period of the frequency, compounded beyond it. */
    SIMPLE_THEN_COMPOUNDED,
    /** Compounded up to one period of the frequency, simple beyond it. */
    COMPOUNDED_THEN_SIMPLE;

    private static final MathContext PRECISION = DayCount.PRECISION;

    /**
     * What one unit grows to.
     *
     * @param frequency only looked at where interest is compounded
     * @param years zero or more
     * @throws IllegalArgumentException if years is negative, or a rate so negative that nothing real is left: -100 % or less a
     *     period
     */
    public BigDecimal factor(BigDecimal rate, Frequency frequency, BigDecimal years) {
        if (years.signum() < 0) {
            throw new IllegalArgumentException("years must not be negative: " + years);
        }
        return switch (over(frequency, years)) {
            case CONTINUOUS -> Powers.exp(rate.multiply(years, PRECISION));
            case COMPOUNDED -> {
                BigDecimal perYear = BigDecimal.valueOf(frequency.timesPerYear());
                BigDecimal growth = ONE.add(rate.divide(perYear, PRECISION), PRECISION);
                yield Powers.pow(growth, perYear.multiply(years, PRECISION));
            }
            default -> ONE.add(rate.multiply(years, PRECISION), PRECISION);
        };
    }

    /**
     * The yearly rate under which one unit grows to a factor.
     *
     * @param factor positive
     * @param years positive
     */
    public BigDecimal rate(BigDecimal factor, Frequency frequency, BigDecimal years) {
        if (factor.signum() <= 0) {
            throw new IllegalArgumentException("factor must be positive: " + factor);
        }
        if (years.signum() <= 0) {
            throw new IllegalArgumentException("years must be positive: " + years);
        }
        return switch (over(frequency, years)) {
            case CONTINUOUS -> Powers.ln(factor).divide(years, PRECISION);
            case COMPOUNDED -> {
                BigDecimal perYear = BigDecimal.valueOf(frequency.timesPerYear());
                BigDecimal root = ONE.divide(perYear.multiply(years, PRECISION), PRECISION);
                yield Powers.pow(factor, root).subtract(ONE, PRECISION).multiply(perYear, PRECISION);
            }
            default -> factor.subtract(ONE, PRECISION).divide(years, PRECISION);
        };
    }

    /**
     * The rate under another convention that lets money grow as this one does over the time: 8 % compounded quarterly over a year
     * is 7.92 % continuously.
     */
    public BigDecimal convert(
            BigDecimal rate, Frequency frequency, Compounding to, Frequency toFrequency, BigDecimal years) {
        return to.rate(factor(rate, frequency, years), toFrequency, years);
    }

    /** The effective yearly rate of a nominal one: 12 % nominal monthly is 12.6825 % effective. */
    public static BigDecimal effective(BigDecimal nominalRate, Frequency frequency) {
        return COMPOUNDED.factor(nominalRate, frequency, ONE).subtract(ONE, PRECISION);
    }

    /** The nominal rate of an effective yearly one: 12.6825 % effective is 12 % nominal monthly. */
    public static BigDecimal nominal(BigDecimal effectiveRate, Frequency frequency) {
        return COMPOUNDED.rate(ONE.add(effectiveRate, PRECISION), frequency, ONE);
    }

    /** What the mixed conventions come to over a time. One period is exactly 1/f: compared without dividing. */
    private Compounding over(Frequency frequency, BigDecimal years) {
        boolean withinPeriod = years.multiply(BigDecimal.valueOf(frequency.timesPerYear()), PRECISION)
                        .compareTo(ONE)
                <= 0;
        return switch (this) {
            case SIMPLE_THEN_COMPOUNDED -> withinPeriod ? SIMPLE : COMPOUNDED;
            case COMPOUNDED_THEN_SIMPLE -> withinPeriod ? COMPOUNDED : SIMPLE;
            default -> this;
        };
    }
}
