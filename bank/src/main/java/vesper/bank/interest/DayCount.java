package vesper.bank.interest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;

/**
 * How the time between two dates is counted when interest is computed: in days, and as a fraction of a year. Most conventions
 * need the two dates only ({@link StandardDayCount}); the others carry what else they need.
 *
 * <p>Interest of a period is balance x yearly rate x year fraction. Both methods take the first day that earns and the first
 * that no longer does, return zero or more, and throw {@link IllegalArgumentException} if the start is after the end.
 */
public sealed interface DayCount permits StandardDayCount, ActualIcma, Actual365L, ThirtyE360Isda, Business252 {
    /** Precision of year fractions: 34 digits, the last rounded half even. */
    MathContext PRECISION = MathContext.DECIMAL128;

    /** The convention's usual name: {@code 30E/360}. */
    String code();

    /** Days counted from start, inclusive, to end, exclusive: the numerator of the fraction where it has one. */
    long days(LocalDate start, LocalDate end);

    /** Part of a year from start, inclusive, to end, exclusive, with the precision {@link #PRECISION}. */
    BigDecimal yearFraction(LocalDate start, LocalDate end);
}
