package vesper.bank.calendar;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/** Where a date goes that is no business day; ISDA 2006 4.12. A business day stays as it is. */
public enum BusinessDayAdjustment {
    /** Nowhere. */
    UNADJUSTED,
    /** The next business day: Saturday 30 August 2014 to 1 September. */
    FOLLOWING,
    /** The next business day, or the one before if the next lies in another month: Saturday 30 August 2014 to 29 August. */
    MODIFIED_FOLLOWING,
    /** As modified following, where the middle of the month, after the 15th, is a border as well. */
    HALF_MONTH_MODIFIED_FOLLOWING,
    /** The business day before: Saturday 1 November 2014 to 31 October. */
    PRECEDING,
    /** The business day before, or the next if the one before lies in another month. */
    MODIFIED_PRECEDING,
    /** The closest business day, the later of two as close: Saturday to Friday, Sunday to Monday. */
    NEAREST;

    public LocalDate adjust(LocalDate date, HolidayCalendar calendar) {
        return switch (this) {
            case UNADJUSTED -> date;
            case FOLLOWING -> calendar.onOrAfter(date);
            case PRECEDING -> calendar.onOrBefore(date);
            case MODIFIED_FOLLOWING -> {
                LocalDate following = calendar.onOrAfter(date);
                yield sameMonth(date, following) ? following : calendar.onOrBefore(date);
            }
            case HALF_MONTH_MODIFIED_FOLLOWING -> {
                LocalDate following = calendar.onOrAfter(date);
                yield sameHalfMonth(date, following) ? following : calendar.onOrBefore(date);
            }
            case MODIFIED_PRECEDING -> {
                LocalDate preceding = calendar.onOrBefore(date);
                yield sameMonth(date, preceding) ? preceding : calendar.onOrAfter(date);
            }
            case NEAREST -> nearest(date, calendar);
        };
    }

    /**
     * The date that lies some units after another, before it if negative. Days are business days of the calendar; weeks, months
     * and years are of the civil year, and what they arrive at is adjusted. Zero adjusts the start.
     *
     * @param unit days, weeks, months or years
     * @param endOfMonth whether the last business day of a month leads to the last business day of the month arrived at; if
     *     unadjusted, the last day to the last day. Concerns months and years.
     * @throws IllegalArgumentException if the unit is another
     */
    public LocalDate advance(
            LocalDate start, int number, ChronoUnit unit, boolean endOfMonth, HolidayCalendar calendar) {
        if (number == 0) {
            return adjust(start, calendar);
        }
        return switch (unit) {
            case DAYS -> calendar.plusBusinessDays(start, number);
            case WEEKS -> adjust(start.plusWeeks(number), calendar);
            case MONTHS -> onInMonths(start, start.plusMonths(number), endOfMonth, calendar);
            case YEARS -> onInMonths(start, start.plusYears(number), endOfMonth, calendar);
            default -> throw new IllegalArgumentException("unit must be days, weeks, months or years, not " + unit);
        };
    }

    private LocalDate onInMonths(LocalDate start, LocalDate moved, boolean endOfMonth, HolidayCalendar calendar) {
        if (endOfMonth && this == UNADJUSTED && start.getDayOfMonth() == start.lengthOfMonth()) {
            return moved.withDayOfMonth(moved.lengthOfMonth());
        }
        if (endOfMonth && this != UNADJUSTED && calendar.isLastBusinessDayOfMonth(start)) {
            return calendar.lastBusinessDayOfMonth(moved);
        }
        return adjust(moved, calendar);
    }

    private static LocalDate nearest(LocalDate date, HolidayCalendar calendar) {
        LocalDate following = calendar.onOrAfter(date);
        LocalDate preceding = calendar.onOrBefore(date);
        long ahead = following.toEpochDay() - date.toEpochDay();
        long back = date.toEpochDay() - preceding.toEpochDay();
        return back < ahead ? preceding : following;
    }

    private static boolean sameMonth(LocalDate one, LocalDate other) {
        return YearMonth.from(one).equals(YearMonth.from(other));
    }

    private static boolean sameHalfMonth(LocalDate one, LocalDate other) {
        return sameMonth(one, other) && one.getDayOfMonth() <= 15 == other.getDayOfMonth() <= 15;
    }
}
