package vesper.bank.lending;

import java.math.RoundingMode;
import java.time.Year;
import org.jspecify.annotations.Nullable;

/**
 * The conventions that a loan is computed by, chosen together under one name.
 *
 * @param name as products are set up: {@code fineract}, {@code fineract-progressive}, {@code textbook}
 * @param rounding of every amount to a minor unit and of every instalment to its multiple
 * @param digits significant digits that rate factors are carried with, at most 18
 * @param yearBasis days that a year's interest is spread over, where interest is daily
 * @param monthBasis days that a month counts as, where interest is daily
 * @param roundEachStretch whether interest is rounded for each stretch of constant balance, and not once for an instalment
 * @param wholeTermAfterChange whether flat interest after a change of rate is that of the whole term, and not of the rest
 * @param levelInstalments whether a progressive schedule tries once more for an instalment nearer to the last one
 */
public record LoanConventions(
        String name,
        RoundingMode rounding,
        int digits,
        YearBasis yearBasis,
        MonthBasis monthBasis,
        boolean roundEachStretch,
        boolean wholeTermAfterChange,
        boolean levelInstalments) {

    /** Those of Apache Fineract's cumulative schedules: half even, actual days, each stretch rounded. */
    public static final LoanConventions FINERACT = new LoanConventions(
            "fineract", RoundingMode.HALF_EVEN, 18, YearBasis.ACTUAL, MonthBasis.ACTUAL, true, true, true);

    /** Those of its progressive schedules: the stretches of an instalment are rounded once, together. */
    public static final LoanConventions FINERACT_PROGRESSIVE = new LoanConventions(
            "fineract-progressive", RoundingMode.HALF_EVEN, 18, YearBasis.ACTUAL, MonthBasis.ACTUAL, false, true, true);

    /** The plain ones: half up, twelve months of thirty days, rounded once for an instalment, the last one absorbs. */
    public static final LoanConventions TEXTBOOK = new LoanConventions(
            "textbook", RoundingMode.HALF_UP, 18, YearBasis.DAYS_360, MonthBasis.DAYS_30, false, false, false);

    /** What a year of interest is divided by. */
    public enum YearBasis {
        ACTUAL(0),
        DAYS_360(360),
        DAYS_364(364),
        DAYS_365(365);

        private final int days;

        YearBasis(int days) {
            this.days = days;
        }

        /** Days of a year of this length, or of the calendar year if actual. */
        int days(int calendarYear) {
            return this == ACTUAL ? Year.of(calendarYear).length() : days;
        }

        /** Days of a year where the year itself is not asked for: 365 if actual. */
        int days() {
            return this == ACTUAL ? 365 : days;
        }
    }

    /** What a month of interest counts as. */
    public enum MonthBasis {
        ACTUAL,
        DAYS_30
    }

    public LoanConventions {
        if (digits < 6 || digits > 18) {
            throw new InvalidTermsException("conventions.digits", "must be between 6 and 18");
        }
    }

    /** @throws InvalidTermsException if no conventions have this name */
    public static LoanConventions named(String name) {
        return switch (name) {
            case "fineract" -> FINERACT;
            case "fineract-progressive" -> FINERACT_PROGRESSIVE;
            case "textbook" -> TEXTBOOK;
            default ->
                throw new InvalidTermsException(
                        "conventions", "are fineract, fineract-progressive or textbook, not " + name);
        };
    }

    /**
     * Whether a progressive schedule with flat interest, or with equal principal, is one on the declining balance in equal
     * instalments, as Fineract has it; otherwise such terms are refused.
     */
    boolean readsProgressiveAsLevel() {
        return !name.equals(TEXTBOOK.name);
    }

    /** The same with another day basis; null: the one it has. */
    public LoanConventions withDays(@Nullable YearBasis year, @Nullable MonthBasis month) {
        return new LoanConventions(
                name,
                rounding,
                digits,
                year == null ? yearBasis : year,
                month == null ? monthBasis : month,
                roundEachStretch,
                wholeTermAfterChange,
                levelInstalments);
    }

    /** The same with rate factors of so many significant digits, and interest rounded per stretch or once. */
    public LoanConventions withArithmetic(int newDigits, boolean eachStretch) {
        return new LoanConventions(
                name, rounding, newDigits, yearBasis, monthBasis, eachStretch, wholeTermAfterChange, levelInstalments);
    }
}
