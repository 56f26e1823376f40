package vesper.bank.calendar;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.Month.JANUARY;
import static java.time.Month.JULY;
import static java.time.Month.OCTOBER;
import static java.time.Month.SEPTEMBER;
import static vesper.bank.calendar.Holiday.each;
import static vesper.bank.calendar.Holiday.fixed;
import static vesper.bank.calendar.Holiday.nth;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The holidays of Japan, which lean on each other: a holiday on a Sunday is made up for on the next day that is none, and a day
 * between two holidays becomes one (Act on National Holidays of 1948, article 3). The bank's own days around the new year do not
 * take part in that.
 */
final class JapaneseHolidays {
    private static final LocalDate SUNDAYS_MADE_UP_FROM = LocalDate.of(1973, 4, 12);

    private static final List<Holiday> NATIONAL = List.of(
            fixed(1, 1),
            fixed(1, 15).until(1999),
            nth(2, MONDAY, JANUARY).from(2000),
            fixed(2, 11).from(1967),
            fixed(2, 23).from(2020),
            each(JapaneseHolidays::vernalEquinox),
            fixed(4, 29),
            fixed(5, 3),
            fixed(5, 4).from(2007),
            fixed(5, 5),
            fixed(7, 20).from(1996).until(2002),
            nth(3, MONDAY, JULY).from(2003),
            fixed(8, 11).from(2016),
            fixed(9, 15).from(1966).until(2002),
            nth(3, MONDAY, SEPTEMBER).from(2003),
            each(JapaneseHolidays::autumnalEquinox),
            fixed(10, 10).from(1966).until(1999),
            nth(2, MONDAY, OCTOBER).from(2000),
            fixed(11, 3),
            fixed(11, 23),
            fixed(12, 23).from(1989).until(2018));

    private JapaneseHolidays() {}

    static Set<LocalDate> of(int year, OneOffDays oneOff) {
        Set<LocalDate> national = new TreeSet<>();
        NATIONAL.forEach(rule -> national.addAll(rule.of(year)));
        Set<LocalDate> days = new TreeSet<>(oneOff.applied("JPTO", year, national));
        national.stream()
                .filter(day -> day.getDayOfWeek() == SUNDAY && !day.isBefore(SUNDAYS_MADE_UP_FROM))
                .forEach(day -> days.add(madeUp(day, national)));
        if (year >= 1986) {
            // A Sunday, and a day that is off already, need not become a holiday.
            national.stream()
                    .filter(day -> national.contains(day.plusDays(2)))
                    .map(day -> day.plusDays(1))
                    .filter(day -> day.getDayOfWeek() != SUNDAY)
                    .forEach(days::add);
        }
        days.addAll(List.of(LocalDate.of(year, 1, 2), LocalDate.of(year, 1, 3), LocalDate.of(year, 12, 31)));
        return days;
    }

    /** Until 2006 the Monday, whether it was a holiday itself or not. */
    private static LocalDate madeUp(LocalDate sunday, Set<LocalDate> national) {
        LocalDate day = sunday.plusDays(1);
        while (sunday.getYear() >= 2007 && national.contains(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** The usual approximation of the observatory's dates, right for 1948 to 2099. */
    private static LocalDate vernalEquinox(int year) {
        return LocalDate.of(year, 3, equinox(year, 20_835_700, 20_843_100));
    }

    private static LocalDate autumnalEquinox(int year) {
        return LocalDate.of(year, 9, equinox(year, 23_258_800, 23_248_800));
    }

    /** Day of the month: the equinox of 1980 in millionths of a day, 0.242194 days later each year, earlier by leap days. */
    private static int equinox(int year, int before1980, int from1980) {
        int years = year - 1980;
        int base = years < 0 ? before1980 : from1980;
        int leapDays = years < 0 ? (years - 3) / 4 : years / 4;
        return Math.floorDiv(base + 242_194 * years, 1_000_000) - leapDays;
    }
}
