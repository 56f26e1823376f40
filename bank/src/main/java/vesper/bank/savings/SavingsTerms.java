package vesper.bank.savings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import vesper.bank.interest.Dated;
import vesper.bank.interest.DayCount;
import vesper.bank.interest.RateTiers;

/**
 * What an account was promised.
 *
 * @param dayCount how days become parts of a year
 * @param creditRates on what the holder has
 * @param basis which balance earns
 * @param minimumMinor a basis balance below this earns nothing; zero for none
 * @param debitRates on what the holder owes, charged on every day's overdraft
 * @param compounding how often earned interest starts to earn; not longer than posting
 * @param posting how often interest becomes part of the booked balance
 * @param withholdingTax the fraction of positive credit interest kept for the tax office, 0 to 1
 * @param rounding of interest and of tax to a minor unit, once each posting
 */
public record SavingsTerms(
        DayCount dayCount,
        Dated<RateTiers> creditRates,
        Basis basis,
        long minimumMinor,
        Dated<BigDecimal> debitRates,
        Interval compounding,
        Interval posting,
        BigDecimal withholdingTax,
        RoundingMode rounding) {
    /** Which balance earns credit interest. */
    public enum Basis {
        /** That of each day. */
        DAILY_BALANCE,
        /** The mean of the days between postings; a day of overdraft, which is charged apart, counts as zero. */
        AVERAGE_BALANCE,
        /** The lowest between postings. */
        LOWEST_BALANCE
    }

    public SavingsTerms {
        if (compounding.compareTo(posting) > 0) {
            throw new IllegalArgumentException("compounding by the " + compounding + " is longer than posting");
        }
        if (basis != Basis.DAILY_BALANCE && compounding != posting) {
            throw new IllegalArgumentException("compounding between postings needs the daily balance as basis");
        }
        if (withholdingTax.signum() < 0 || withholdingTax.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("withholding tax must be between 0 and 1, not " + withholdingTax);
        }
        if (minimumMinor < 0) {
            throw new IllegalArgumentException("minimum balance must not be negative: " + minimumMinor);
        }
    }
}
