package vesper.bank.savings;

import static java.math.BigDecimal.ONE;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import vesper.bank.interest.DayCount;

/**
 * Money left for a term of whole months at a fixed rate. Interest is compounded every so many months at the same part of the
 * yearly rate, or paid out; a month is a twelfth of a year. 10,000.00 at 5 % for 12 months, compounded every 3: 10,509.45.
 *
 * @param principalMinor positive
 * @param rate a yearly fraction; may be negative
 * @param termMonths at least 1
 * @param compoundingMonths between two compoundings; zero if interest is not compounded
 * @param penaltyMonths so many months of simple interest are lost if the deposit is broken
 */
public record TermDeposit(
        long principalMinor, BigDecimal rate, int termMonths, int compoundingMonths, int penaltyMonths) {
    private static final MathContext PRECISION = DayCount.PRECISION;

    /**
     * What is paid if the deposit is broken, in minor units. The net interest is negative where the penalty eats into the principal.
     *
     * @param grossMinor interest earned until then, rounded
     * @param penaltyMinor kept by the bank, rounded
     */
    public record Breakage(long grossMinor, long penaltyMinor) {
        public long netMinor() {
            return Math.subtractExact(grossMinor, penaltyMinor);
        }
    }

    public TermDeposit {
        require(principalMinor > 0, "principal must be positive");
        require(termMonths >= 1, "term must be at least a month");
        require(compoundingMonths >= 0, "months between compounding must not be negative");
        require(penaltyMonths >= 0, "penalty months must not be negative");
    }

    /** Principal and interest at the end of the term, in minor units, not rounded; interest paid out before is included. */
    public BigDecimal maturityValueMinor() {
        return valueAfter(termMonths);
    }

    /** Principal and interest at the end of the term, in minor units. */
    public long maturityMinor(RoundingMode rounding) {
        return valueAfter(termMonths).setScale(0, rounding).longValueExact();
    }

    /**
     * Breaks the deposit.
     *
     * @param months whole months since it was made, before the end of the term
     * @throws IllegalArgumentException if it has matured by then
     */
    public Breakage broken(int months, RoundingMode rounding) {
        require(months >= 0 && months < termMonths, "months must be 0 to " + (termMonths - 1) + ", not " + months);
        BigDecimal principal = BigDecimal.valueOf(principalMinor);
        BigDecimal gross = valueAfter(months).subtract(principal, PRECISION);
        BigDecimal penalty = principal.multiply(partOfYear(penaltyMonths), PRECISION);
        return new Breakage(
                gross.setScale(0, rounding).longValueExact(),
                penalty.setScale(0, rounding).longValueExact());
    }

    /** Whole compounding periods, and simple interest over the months left. */
    private BigDecimal valueAfter(int months) {
        BigDecimal principal = BigDecimal.valueOf(principalMinor);
        if (compoundingMonths == 0) {
            return principal.multiply(ONE.add(partOfYear(months)), PRECISION);
        }
        BigDecimal growth = ONE.add(partOfYear(compoundingMonths)).pow(months / compoundingMonths, PRECISION);
        return principal
                .multiply(growth, PRECISION)
                .multiply(ONE.add(partOfYear(months % compoundingMonths)), PRECISION);
    }

    private BigDecimal partOfYear(int months) {
        return rate.multiply(BigDecimal.valueOf(months)).divide(BigDecimal.valueOf(12), PRECISION);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
