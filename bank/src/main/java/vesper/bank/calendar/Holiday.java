package vesper.bank.calendar;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;
import static java.time.temporal.TemporalAdjusters.next;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * A rule for a day that comes back every year: {@code fixed(12, 25).onWeekendAlso(...)}. A rule gives the days of one year, none
 * where it is not in force; days on a weekend are given too.
 */
@FunctionalInterface
interface Holiday {
    Set<LocalDate> of(int year);

    static Holiday each(IntFunction<LocalDate> day) {
        return year -> Set.of(day.apply(year));
    }

    static Holiday fixed(int month, int day) {
        return each(year -> LocalDate.of(year, month, day));
    }

    /** Days after Easter Sunday; Good Friday is -2. */
    static Holiday easter(int daysAfter) {
        return each(year -> Easter.sunday(year).plusDays(daysAfter));
    }

    /** The n-th weekday of a month: the third Monday in January. */
    static Holiday nth(int n, DayOfWeek weekday, Month month) {
        return each(year -> LocalDate.of(year, month, 1).with(dayOfWeekInMonth(n, weekday)));
    }

    static Holiday last(DayOfWeek weekday, Month month) {
        return each(year -> LocalDate.of(year, month, 1).with(lastInMonth(weekday)));
    }

    default Holiday from(int firstYear) {
        return year -> year >= firstYear ? of(year) : Set.of();
    }

    default Holiday until(int lastYear) {
        return year -> year <= lastYear ? of(year) : Set.of();
    }

    /** A day on a weekend closes the next Monday as well. */
    default Holiday weekendToMonday() {
        return substitute(day -> isWeekend(day) ? day.with(next(MONDAY)) : day);
    }

    /** A day on a weekend closes the day two days later as well, so that a pair of holidays moves as a pair. */
    default Holiday weekendTwoDaysOn() {
        return substitute(day -> isWeekend(day) ? day.plusDays(2) : day);
    }

    /** A day on a Sunday closes the Monday as well; one on a Saturday is lost. */
    default Holiday sundayToMonday() {
        return substitute(day -> day.getDayOfWeek() == SUNDAY ? day.plusDays(1) : day);
    }

    /** A day on a Saturday closes the Friday before, one on a Sunday the Monday after. */
    default Holiday toNearestWeekday() {
        return substitute(day -> day.getDayOfWeek() == SATURDAY ? day.minusDays(1) : day)
                .sundayToMonday();
    }

    private Holiday substitute(UnaryOperator<LocalDate> observed) {
        return year -> {
            Set<LocalDate> days = new HashSet<>(of(year));
            of(year).forEach(day -> days.add(observed.apply(day)));
            return days;
        };
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == SATURDAY || day.getDayOfWeek() == SUNDAY;
    }
}
