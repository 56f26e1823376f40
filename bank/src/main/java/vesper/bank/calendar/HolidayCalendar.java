package vesper.bank.calendar;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Says which days a financial centre or payment system is closed: every Saturday and Sunday, and its holidays. The holidays of
 * any year follow from rules; days that were proclaimed once are data. {@link HolidayCalendars} has the calendars known.
 */
public final class HolidayCalendar {
    private final String name;
    private final IntFunction<Set<LocalDate>> holidays;
    /** Years asked for so far: they are computed once. */
    private final ConcurrentHashMap<Integer, NavigableSet<LocalDate>> years = new ConcurrentHashMap<>();

    HolidayCalendar(String name, IntFunction<Set<LocalDate>> holidays) {
        this.name = name;
        this.holidays = holidays;
    }

    static HolidayCalendar of(String name, OneOffDays oneOff, List<Holiday> rules) {
        return new HolidayCalendar(name, year -> {
            Set<LocalDate> days = new TreeSet<>();
            rules.forEach(rule -> days.addAll(rule.of(year)));
            return oneOff.applied(name, year, days);
        });
    }

    public String name() {
        return name;
    }

    /** The holidays of a year in order, those on a weekend included; weekends themselves are not listed. */
    public NavigableSet<LocalDate> holidays(int year) {
        return years.computeIfAbsent(
                year, wanted -> Collections.unmodifiableNavigableSet(new TreeSet<>(holidays.apply(wanted))));
    }

    public boolean isBusinessDay(LocalDate day) {
        return !Holiday.isWeekend(day) && !holidays(day.getYear()).contains(day);
    }

    /** The first business day on or after a day. */
    public LocalDate onOrAfter(LocalDate day) {
        LocalDate candidate = day;
        while (!isBusinessDay(candidate)) {
            candidate = candidate.plusDays(1);
        }
        return candidate;
    }

    /** The last business day on or before a day. */
    public LocalDate onOrBefore(LocalDate day) {
        LocalDate candidate = day;
        while (!isBusinessDay(candidate)) {
            candidate = candidate.minusDays(1);
        }
        return candidate;
    }

    /**
     * The business day that lies a number of business days after a day, before it if negative. From a Saturday, one on is
     * Monday, one back is Friday; zero leaves the day as it is, business day or not.
     */
    public LocalDate plusBusinessDays(LocalDate day, int businessDays) {
        LocalDate moved = day;
        for (int n = 0; n < businessDays; n++) {
            moved = onOrAfter(moved.plusDays(1));
        }
        for (int n = 0; n > businessDays; n--) {
            moved = onOrBefore(moved.minusDays(1));
        }
        return moved;
    }

    /** Business days from start, inclusive, to end, exclusive; zero if the start is not before the end. */
    public long businessDaysBetween(LocalDate start, LocalDate end) {
        return start.isBefore(end)
                ? start.datesUntil(end).filter(this::isBusinessDay).count()
                : 0;
    }

    /** Whether no later day of the month is a business day. */
    public boolean isLastBusinessDayOfMonth(LocalDate day) {
        return onOrAfter(day.plusDays(1)).getMonth() != day.getMonth();
    }

    /** The last business day of a day's month. */
    public LocalDate lastBusinessDayOfMonth(LocalDate day) {
        return onOrBefore(day.withDayOfMonth(day.lengthOfMonth()));
    }

    @Override
    public String toString() {
        return name;
    }
}
