package vesper.bank.interest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Simple interest by the day, actual/365 fixed (ISDA 2006 4.16(d)): each calendar day earns a 365th of the yearly rate, in
 * leap years too.
 *
 * <p>A day's interest is counted in whole <em>day weights</em>: the balance in minor units times the rate in basis points.
 * Weights add up without rounding; one minor unit of interest is {@value #WEIGHT_OF_MINOR_UNIT} of them (10,000 basis points
 * times 365 days). 1,000.00 at 2.00 % weighs 100,000 x 200 = 20,000,000 a day, that is 5.4794520548 minor units; 31 such days
 * are 169.863..., posted as 1.70.
 */
public final class DailyInterest {
    /** How many day weights make one minor unit of interest. */
    public static final long WEIGHT_OF_MINOR_UNIT = 3_650_000;

    /** Decimals of an accrued amount in minor units. */
    public static final int SCALE = 10;

    private static final BigDecimal MINOR_UNIT = BigDecimal.valueOf(WEIGHT_OF_MINOR_UNIT);

    private DailyInterest() {}

    /**
     * The weight of one day; positive is earned by the holder.
     *
     * @param balanceMinor end-of-day balance; negative is overdrawn
     * @param rateBps yearly rate in basis points for a balance of this sign; may be negative on a positive balance
     */
    public static BigInteger weight(long balanceMinor, int rateBps) {
        return BigInteger.valueOf(balanceMinor).multiply(BigInteger.valueOf(rateBps));
    }

    /** Accrued interest of any number of days together, in minor units with {@value #SCALE} decimals, rounded half even. */
    public static BigDecimal accrued(BigInteger weight) {
        return new BigDecimal(weight).divide(MINOR_UNIT, SCALE, RoundingMode.HALF_EVEN);
    }

    /**
     * The amount to post for the days together, in whole minor units: the one rounding, half even.
     *
     * @throws ArithmeticException if it does not fit a long
     */
    public static long posted(BigInteger weight) {
        return new BigDecimal(weight)
                .divide(MINOR_UNIT, 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
