package vesper.reporting.statement;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A range of booking dates, both inclusive.
 *
 * @param from first day
 * @param to last day; not before {@code from}
 */
public record Period(LocalDate from, LocalDate to) {

    public Period {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a period must not end before it begins: " + from + " to " + to);
        }
    }

    /** All days of a month. */
    public static Period of(YearMonth month) {
        return new Period(month.atDay(1), month.atEndOfMonth());
    }

    public boolean contains(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }

    /** ISO 8601 interval: {@code 2026-01-01/2026-01-31}. */
    @Override
    public String toString() {
        return from + "/" + to;
    }
}
