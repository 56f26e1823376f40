package vesper.bank.interest;

import static java.time.temporal.ChronoUnit.DAYS;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Time in years as an exact fraction: one month is 1/12.
 *
 * @param numerator zero or more
 * @param denominator positive
 */
public record Elapsed(long numerator, long denominator) {
    public Elapsed {
        if (numerator < 0 || denominator <= 0) {
            throw new IllegalArgumentException("elapsed time must not be negative: " + numerator + "/" + denominator);
        }
    }

    public static Elapsed days(long days, long daysInYear) {
        return new Elapsed(days, daysInYear);
    }

    public static Elapsed weeks(long weeks) {
        return new Elapsed(weeks, 52);
    }

    public static Elapsed months(long months) {
        return new Elapsed(months, 12);
    }

    /** Years with decimals: 1.5 is 15/10. */
    public static Elapsed years(BigDecimal years) {
        BigDecimal plain = years.scale() < 0 ? years.setScale(0) : years;
        return new Elapsed(
                plain.unscaledValue().longValueExact(),
                BigDecimal.TEN.pow(plain.scale()).longValueExact());
    }

    /**
     * The time between two dates by Directive 2014/17/EU, annex II, part II (c): whole months back from the later date, the days
     * left over 365, or 366 if the year that ends where they do has so many. 12 January to 28 February 2026: 1/12 + 16/365.
     *
     * @throws IllegalArgumentException if the later date is before the earlier
     */
    public static Elapsed ofDirective(LocalDate earlier, LocalDate later) {
        if (later.isBefore(earlier)) {
            throw new IllegalArgumentException("date " + later + " is before the drawdown " + earlier);
        }
        long months = 0;
        while (!later.minusMonths(months + 1).isBefore(earlier)) {
            months++;
        }
        LocalDate rest = later.minusMonths(months);
        long daysInYear = DAYS.between(rest.minusYears(1), rest);
        return new Elapsed(months * daysInYear + 12 * DAYS.between(earlier, rest), 12 * daysInYear);
    }

    double inYears() {
        return numerator / (double) denominator;
    }
}
