package vesper.bank.lending;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A loan repaid in equal monthly instalments, interest on the declining balance at a twelfth of the yearly rate. The
 * instalment is the exact annuity, rounded half even to a minor unit; the interest of each month is rounded half even, the
 * rest of the instalment repays principal, and the last instalment takes what is left, so that the principal parts sum to the
 * loan. 1,000.00 at 12.00 % over 3 months: 340.02, 340.02, 340.03 with interest of 10.00, 6.70, 3.37.
 *
 * @param instalments in the order they fall due
 */
public record InstalmentSchedule(List<Instalment> instalments) {
    /** Basis points in a whole, times months in a year: the denominator of a monthly rate. */
    private static final long MONTHLY_DENOMINATOR = 10_000L * 12;

    public InstalmentSchedule {
        instalments = List.copyOf(instalments);
    }

    /**
     * One payment. Both parts are zero or positive.
     *
     * @param n from 1
     */
    public record Instalment(int n, LocalDate dueOn, long principalMinor, long interestMinor) {
        public long totalMinor() {
            return Math.addExact(principalMinor, interestMinor);
        }
    }

    /**
     * Computes the schedule.
     *
     * @param principalMinor positive
     * @param rateBps yearly rate in basis points, 0 to 100,000
     * @param instalments 1 to 600
     * @param firstDueOn due date of the first; the others follow on the same day of each month, or on the month's last day
     *     where it is shorter
     * @throws IllegalArgumentException naming the term that is out of range, or if an instalment would not cover its interest
     *     because the principal is too small for rounding
     */
    public static InstalmentSchedule equalInstalments(
            long principalMinor, int rateBps, int instalments, LocalDate firstDueOn) {
        require(principalMinor > 0, "principal must be positive");
        require(rateBps >= 0 && rateBps <= 100_000, "rate must be between 0 and 100,000 basis points");
        require(instalments >= 1 && instalments <= 600, "instalments must be between 1 and 600");
        long instalmentMinor = annuity(principalMinor, rateBps, instalments);
        List<Instalment> schedule = new ArrayList<>(instalments);
        long owed = principalMinor;
        for (int n = 1; n <= instalments; n++) {
            long interest = monthlyInterest(owed, rateBps);
            long principal = n == instalments ? owed : Math.min(owed, instalmentMinor - interest);
            require(principal >= 0, "principal is too small for this rate and number of instalments");
            schedule.add(new Instalment(n, firstDueOn.plusMonths(n - 1L), principal, interest));
            owed -= principal;
        }
        return new InstalmentSchedule(schedule);
    }

    private static long monthlyInterest(long owedMinor, int rateBps) {
        return new BigDecimal(BigInteger.valueOf(owedMinor).multiply(BigInteger.valueOf(rateBps)))
                .divide(BigDecimal.valueOf(MONTHLY_DENOMINATOR), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /**
     * P r (1+r)^n / ((1+r)^n - 1) with r = bps / 120,000, as a fraction of whole numbers, so that the one rounding is exact.
     */
    private static long annuity(long principalMinor, int rateBps, int instalments) {
        BigInteger principal = BigInteger.valueOf(principalMinor);
        BigInteger denominator = BigInteger.valueOf(MONTHLY_DENOMINATOR);
        if (rateBps == 0) {
            return divideHalfEven(principal, BigInteger.valueOf(instalments));
        }
        BigInteger grown = denominator.add(BigInteger.valueOf(rateBps)).pow(instalments);
        return divideHalfEven(
                principal.multiply(BigInteger.valueOf(rateBps)).multiply(grown),
                denominator.multiply(grown.subtract(denominator.pow(instalments))));
    }

    private static long divideHalfEven(BigInteger dividend, BigInteger divisor) {
        return new BigDecimal(dividend)
                .divide(new BigDecimal(divisor), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
