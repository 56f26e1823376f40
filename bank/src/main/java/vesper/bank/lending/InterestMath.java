package vesper.bank.lending;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Exact arithmetic of interest. A rate factor (interest of one unit of balance over one stretch of time) is a long scaled by
 * 10^18, so that interest on a balance is one multiplication of whole numbers and one rounding: no floating point, and no
 * garbage in a schedule of hundreds of instalments.
 */
final class InterestMath {
    static final long ONE = 1_000_000_000_000_000_000L;
    private static final long BILLION = 1_000_000_000L;
    private static final long FIVE_TO_18 = 3_814_697_265_625L;
    private static final long NARROW = 1L << 17;
    private static final MathContext EXACT = new MathContext(25, RoundingMode.HALF_EVEN);

    private InterestMath() {}

    /** A yearly rate in percent, as a factor: 12 % is 0.12 x 10^18. Rounded half even beyond 18 decimals. */
    static long factorOfPct(BigDecimal pct) {
        return pct.movePointLeft(2)
                .movePointRight(18)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** {@code factor * numerator / denominator}, rounded half even to {@code decimals} (at most 18). */
    static long share(long factor, long numerator, long denominator, int decimals) {
        long unit = unit(decimals);
        if (factor == 0 || numerator == 0) {
            return 0;
        }
        if (unit == 1 && denominator <= Integer.MAX_VALUE) {
            long high = Math.multiplyHigh(factor, numerator);
            return high == 0 && factor * numerator >= 0
                    ? divideHalfEven(factor * numerator, denominator)
                    : divideWide(high, factor * numerator, denominator);
        }
        return new BigDecimal(factor)
                        .multiply(BigDecimal.valueOf(numerator))
                        .divide(
                                BigDecimal.valueOf(denominator).multiply(BigDecimal.valueOf(unit)),
                                0,
                                RoundingMode.HALF_EVEN)
                        .longValueExact()
                * unit;
    }

    /** (high, low), both unsigned, by a divisor below 2^31, rounded half even; digit by digit to the base 2^32. */
    private static long divideWide(long high, long low, long divisor) {
        if (high >= divisor >>> 1) {
            throw new ArithmeticException("rate factor is too large");
        }
        long upper = (high << 32) | (low >>> 32);
        long lower = ((upper % divisor) << 32) | (low & 0xFFFF_FFFFL);
        long quotient = ((upper / divisor) << 32) + lower / divisor;
        return roundedHalfEven(quotient, lower % divisor, divisor);
    }

    private static long unit(int decimals) {
        long unit = 1;
        for (int i = decimals; i < 18; i++) {
            unit *= 10;
        }
        return unit;
    }

    private static long divideHalfEven(long dividend, long divisor) {
        return roundedHalfEven(dividend / divisor, dividend % divisor, divisor);
    }

    private static long roundedHalfEven(long quotient, long remainder, long divisor) {
        long twice = remainder * 2;
        return twice > divisor || (twice == divisor && (quotient & 1) == 1) ? quotient + 1 : quotient;
    }

    /** Interest on a balance in minor units: {@code balance * factor / 10^18}, rounded. A negative balance earns it. */
    static long interest(long balanceMinor, long factor, RoundingMode rounding) {
        if (balanceMinor < 0) {
            return -interest(-balanceMinor, factor, rounding);
        }
        long high = Math.multiplyHigh(balanceMinor, factor);
        long low = balanceMinor * factor;
        if (high >= NARROW) {
            return wideInterest(high, low, rounding);
        }
        return rounding == RoundingMode.HALF_EVEN || rounding == RoundingMode.HALF_UP
                ? nearest(high, low, rounding == RoundingMode.HALF_EVEN)
                : narrow(high, low, rounding);
    }

    /** Half a unit is added and the rest cut off: no branch depends on the digits, but for the rare half. */
    private static long nearest(long high, long low, boolean even) {
        long half = ONE / 2;
        long sum = low + half;
        long carry = ((low & half) | ((low | half) & ~sum)) >>> 63;
        // 10^18 = 2^18 * 5^18: below 2^81 one division of longs is enough.
        long shifted = ((high + carry) << 46) | (sum >>> 18);
        long whole = shifted / FIVE_TO_18;
        boolean tie = (((shifted - whole * FIVE_TO_18) << 18) | (sum & 0x3FFFF)) == 0;
        return tie && even ? whole & ~1L : whole;
    }

    private static long narrow(long high, long low, RoundingMode rounding) {
        long shifted = (high << 46) | (low >>> 18);
        long whole = shifted / FIVE_TO_18;
        long fraction = ((shifted - whole * FIVE_TO_18) << 18) | (low & 0x3FFFF);
        return roundsUp(fraction, whole, rounding) ? whole + 1 : whole;
    }

    private static long wideInterest(long high, long low, RoundingMode rounding) {
        long first = remainderByBillion(high, low);
        long quotientHigh = high / BILLION;
        long quotientLow = quotientByBillion(high, low);
        long second = remainderByBillion(quotientHigh, quotientLow);
        long whole = quotientByBillion(quotientHigh, quotientLow);
        if (quotientHigh / BILLION != 0 || whole < 0) {
            throw new ArithmeticException("interest is too large");
        }
        return whole + (roundsUp(second * BILLION + first, whole, rounding) ? 1 : 0);
    }

    /** Lower 64 bits of (high, low) / 10^9, both unsigned, high below 2^63. */
    private static long quotientByBillion(long high, long low) {
        long upper = ((high % BILLION) << 32) | (low >>> 32);
        long lower = ((upper % BILLION) << 32) | (low & 0xFFFF_FFFFL);
        return ((upper / BILLION) << 32) | (lower / BILLION);
    }

    private static long remainderByBillion(long high, long low) {
        long upper = ((high % BILLION) << 32) | (low >>> 32);
        return (((upper % BILLION) << 32) | (low & 0xFFFF_FFFFL)) % BILLION;
    }

    private static boolean roundsUp(long fraction, long whole, RoundingMode rounding) {
        return switch (rounding) {
            case HALF_EVEN -> fraction > ONE / 2 || (fraction == ONE / 2 && (whole & 1) == 1);
            case HALF_UP -> fraction >= ONE / 2;
            case HALF_DOWN -> fraction > ONE / 2;
            case UP, CEILING -> fraction > 0;
            case DOWN, FLOOR -> false;
            case UNNECESSARY -> {
                if (fraction != 0) {
                    throw new ArithmeticException("rounding necessary");
                }
                yield false;
            }
        };
    }

    /** Interest of several stretches, added up exactly and rounded once. */
    static final class Sum {
        private long whole;
        private long fraction;

        void add(long balanceMinor, long factor) {
            long size = Math.abs(balanceMinor);
            long down = interest(size, factor, RoundingMode.DOWN);
            // What is cut off is below 10^18, so that the lower 64 bits tell it.
            long rest = size * factor - down * ONE;
            if (balanceMinor >= 0) {
                whole += down;
                fraction += rest;
            } else {
                whole -= down;
                fraction -= rest;
            }
            if (fraction >= ONE) {
                whole++;
                fraction -= ONE;
            } else if (fraction < 0) {
                whole--;
                fraction += ONE;
            }
        }

        long rounded(RoundingMode rounding) {
            return roundsUp(fraction, whole, rounding) ? whole + 1 : whole;
        }
    }

    /** A rate factor as a share of 2^62, for {@link #grownBy}. */
    static long binary(long factor) {
        // 2^62 / 10^18 = 4.611686018427387904: four whole, the rest as a share of 2^63.
        return factor * 4 + (Math.multiplyHigh(factor, 5_641_807_717_698_204_700L) << 1);
    }

    /** A growth, and its growth by a {@linkplain #binary binary} rate factor. */
    static long grownBy(long growth, long binaryFactor) {
        long high = Math.multiplyHigh(growth, binaryFactor);
        return growth + ((high << 2) | ((growth * binaryFactor) >>> 62));
    }

    /** The nearest multiple. 312.50 with a multiple of 1.00, half even: 312.00. */
    static long toMultiple(BigDecimal minor, long multipleMinor, RoundingMode rounding) {
        if (multipleMinor <= 1) {
            return minor.setScale(0, rounding).longValueExact();
        }
        // First to a minor unit, so that 2.4999.. of arithmetic counts as 2.50.
        return minor.divide(BigDecimal.valueOf(multipleMinor), 12, RoundingMode.HALF_EVEN)
                .setScale(0, rounding)
                .multiply(BigDecimal.valueOf(multipleMinor))
                .longValueExact();
    }

    /**
     * The equal instalment that repays a balance but for a balloon: {@code (P (1+r)^n - B) r / ((1+r)^n - 1)}. 1,000.00 at 1 % a
     * period over 3 periods: 340.0221... Not rounded.
     */
    static BigDecimal annuity(long balanceMinor, long balloonMinor, long factor, int periods) {
        BigDecimal balance = BigDecimal.valueOf(balanceMinor);
        BigDecimal balloon = BigDecimal.valueOf(balloonMinor);
        if (factor == 0) {
            return balance.subtract(balloon).divide(BigDecimal.valueOf(periods), EXACT);
        }
        BigDecimal rate = BigDecimal.valueOf(factor, 18);
        BigDecimal grown = BigDecimal.ONE.add(rate).pow(periods, EXACT);
        return balance.multiply(grown).subtract(balloon).multiply(rate).divide(grown.subtract(BigDecimal.ONE), EXACT);
    }
}
