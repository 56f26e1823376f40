package vesper.bank.calendar;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.Month.AUGUST;
import static java.time.Month.FEBRUARY;
import static java.time.Month.JANUARY;
import static java.time.Month.MAY;
import static java.time.Month.NOVEMBER;
import static java.time.Month.OCTOBER;
import static java.time.Month.SEPTEMBER;
import static java.time.temporal.TemporalAdjusters.lastInMonth;
import static vesper.bank.calendar.Holiday.each;
import static vesper.bank.calendar.Holiday.easter;
import static vesper.bank.calendar.Holiday.fixed;
import static vesper.bank.calendar.Holiday.last;
import static vesper.bank.calendar.Holiday.nth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The calendars known, by code. Each rule holds from the year said, else always. */
public final class HolidayCalendars {
    private static final OneOffDays ONE_OFF = OneOffDays.read();

    private static final Holiday GOOD_FRIDAY = easter(-2);
    private static final Holiday EASTER_MONDAY = easter(1);
    private static final Holiday ASCENSION = easter(39);
    private static final Holiday WHIT_MONDAY = easter(50);
    private static final Holiday CORPUS_CHRISTI = easter(60);
    private static final Holiday NEW_YEAR = fixed(1, 1);
    private static final Holiday LABOUR_DAY = fixed(5, 1);
    private static final Holiday ASSUMPTION = fixed(8, 15);
    private static final Holiday ALL_SAINTS = fixed(11, 1);
    private static final Holiday CHRISTMAS = fixed(12, 25);
    private static final Holiday BOXING_DAY = fixed(12, 26);

    /** Saturdays and Sundays, no holidays. */
    public static final HolidayCalendar WEEKENDS = new HolidayCalendar("WEEKENDS", year -> Set.of());

    /** T2, the payment system of the euro: ECB press releases of 15 July 1999, 25 May 2000 and 14 December 2000. */
    public static final HolidayCalendar TARGET = calendar(
            "TARGET",
            NEW_YEAR.from(1997),
            GOOD_FRIDAY.from(2000),
            EASTER_MONDAY.from(2000),
            LABOUR_DAY.from(2000),
            CHRISTMAS.from(1997),
            BOXING_DAY.from(2000));

    /** Banking and Financial Dealings Act 1971 and proclamations under it; before it, the Bank Holidays Act 1871. */
    public static final HolidayCalendar ENGLAND_AND_WALES = calendar(
            "GB-ENG",
            NEW_YEAR.weekendToMonday().from(1974),
            GOOD_FRIDAY,
            EASTER_MONDAY,
            nth(1, MONDAY, MAY).from(1978),
            WHIT_MONDAY.until(1970),
            last(MONDAY, MAY).from(1971),
            nth(1, MONDAY, AUGUST).until(1964),
            each(year -> LocalDate.of(year, AUGUST, 1)
                            .with(lastInMonth(SATURDAY))
                            .plusDays(2))
                    .from(1965)
                    .until(1970),
            last(MONDAY, AUGUST).from(1971),
            CHRISTMAS.weekendTwoDaysOn(),
            BOXING_DAY.weekendTwoDaysOn());

    /** Banking and Financial Dealings Act 1971, schedule 1, for Scotland; St Andrew's Day by the Act of 2007. */
    public static final HolidayCalendar SCOTLAND = calendar(
            "GB-SCT",
            NEW_YEAR.weekendTwoDaysOn(),
            fixed(1, 2).weekendTwoDaysOn(),
            GOOD_FRIDAY,
            nth(1, MONDAY, MAY),
            last(MONDAY, MAY).from(1978),
            nth(1, MONDAY, AUGUST),
            fixed(11, 30).weekendToMonday().from(2007),
            CHRISTMAS.weekendTwoDaysOn(),
            BOXING_DAY.weekendTwoDaysOn().from(1974));

    /** Banking and Financial Dealings Act 1971, schedule 1, for Northern Ireland. */
    public static final HolidayCalendar NORTHERN_IRELAND = calendar(
            "GB-NIR",
            NEW_YEAR.weekendToMonday().from(1974),
            fixed(3, 17).weekendToMonday(),
            GOOD_FRIDAY,
            EASTER_MONDAY,
            nth(1, MONDAY, MAY).from(1978),
            WHIT_MONDAY.until(1970),
            last(MONDAY, MAY).from(1971),
            fixed(7, 12).weekendToMonday(),
            last(MONDAY, AUGUST).from(1971),
            CHRISTMAS.weekendTwoDaysOn(),
            BOXING_DAY.weekendTwoDaysOn());

    /** Federal Reserve Banks: 5 U.S.C. 6103, where a Sunday moves to Monday and a Saturday is not moved. */
    public static final HolidayCalendar US_FEDERAL_RESERVE = calendar(
            "USFED",
            withUsHolidays(
                    NEW_YEAR.sundayToMonday(),
                    fixed(6, 19).sundayToMonday().from(2021),
                    fixed(7, 4).sundayToMonday(),
                    CHRISTMAS.sundayToMonday()));

    /** Trading of US government securities: recommendations of SIFMA. */
    public static final HolidayCalendar US_GOVERNMENT_SECURITIES = calendar(
            "USGS",
            withUsHolidays(
                    NEW_YEAR.sundayToMonday(),
                    GOOD_FRIDAY,
                    fixed(6, 19).toNearestWeekday().from(2022),
                    fixed(7, 4).toNearestWeekday(),
                    CHRISTMAS.toNearestWeekday()));

    /** Zurich, SIX. */
    public static final HolidayCalendar ZURICH = calendar(
            "CHZU",
            NEW_YEAR,
            fixed(1, 2),
            GOOD_FRIDAY,
            EASTER_MONDAY,
            LABOUR_DAY,
            ASCENSION,
            WHIT_MONDAY,
            fixed(8, 1),
            CHRISTMAS,
            BOXING_DAY);

    /** Paris: public holidays of the Code du travail L3133-1 and the days on which the markets are closed. */
    public static final HolidayCalendar PARIS = calendar(
            "FRPA",
            NEW_YEAR,
            GOOD_FRIDAY,
            EASTER_MONDAY,
            LABOUR_DAY,
            fixed(5, 8),
            ASCENSION,
            WHIT_MONDAY.until(2004),
            WHIT_MONDAY.from(2008),
            fixed(7, 14),
            ASSUMPTION,
            ALL_SAINTS,
            fixed(11, 11),
            CHRISTMAS,
            BOXING_DAY);

    /** Warsaw: the law of 18 January 1951 on days free from work with its changes, and the days on which the market rests. */
    public static final HolidayCalendar WARSAW = calendar(
            "PLWA",
            NEW_YEAR,
            fixed(1, 6).until(1960),
            fixed(1, 6).from(2011),
            EASTER_MONDAY,
            LABOUR_DAY,
            fixed(5, 3).from(1990),
            fixed(7, 22).until(1989),
            CORPUS_CHRISTI,
            ASSUMPTION.until(1960),
            ASSUMPTION.from(1989),
            ALL_SAINTS,
            fixed(11, 11).from(1990),
            fixed(12, 24),
            CHRISTMAS,
            BOXING_DAY,
            HolidayCalendars::newYearsEveAtWarsaw);

    /** Tokyo: the Act on National Holidays, and the days on which the Bank of Japan is closed. */
    public static final HolidayCalendar TOKYO = new HolidayCalendar("JPTO", year -> JapaneseHolidays.of(year, ONE_OFF));

    /** South Africa: the Public Holidays Act 36 of 1994, from 1995 on. */
    public static final HolidayCalendar SOUTH_AFRICA = calendar(
            "ZAJO",
            NEW_YEAR.sundayToMonday(),
            fixed(3, 21).sundayToMonday(),
            GOOD_FRIDAY,
            EASTER_MONDAY,
            fixed(4, 27).sundayToMonday(),
            LABOUR_DAY.sundayToMonday(),
            fixed(6, 16).sundayToMonday(),
            fixed(8, 9).sundayToMonday(),
            fixed(9, 24).sundayToMonday(),
            fixed(12, 16).sundayToMonday(),
            CHRISTMAS.sundayToMonday(),
            BOXING_DAY.sundayToMonday());

    /** Brazil: national holidays as ANBIMA lists them. */
    public static final HolidayCalendar BRAZIL = calendar(
            "BRBD",
            NEW_YEAR,
            easter(-48),
            easter(-47),
            GOOD_FRIDAY,
            fixed(4, 21),
            LABOUR_DAY,
            CORPUS_CHRISTI,
            fixed(9, 7),
            fixed(10, 12).from(1980),
            fixed(11, 2),
            fixed(11, 15),
            fixed(11, 20).from(2024),
            CHRISTMAS);

    private static final Map<String, HolidayCalendar> BY_CODE = byCode(
            WEEKENDS,
            TARGET,
            ENGLAND_AND_WALES,
            SCOTLAND,
            NORTHERN_IRELAND,
            US_FEDERAL_RESERVE,
            US_GOVERNMENT_SECURITIES,
            ZURICH,
            PARIS,
            WARSAW,
            TOKYO,
            SOUTH_AFRICA,
            BRAZIL);

    private HolidayCalendars() {}

    /**
     * The calendar of a code such as {@code TARGET}, {@code GB-ENG} or {@code USFED}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static HolidayCalendar ofCode(String code) {
        HolidayCalendar calendar = BY_CODE.get(code);
        if (calendar == null) {
            throw new IllegalArgumentException("no calendar is called " + code + "; known are " + BY_CODE.keySet());
        }
        return calendar;
    }

    /** The codes of all calendars, in order. */
    public static Set<String> codes() {
        return BY_CODE.keySet();
    }

    /** All calendars in the order of their codes. */
    public static List<HolidayCalendar> all() {
        return List.copyOf(BY_CODE.values());
    }

    private static HolidayCalendar calendar(String code, Holiday... rules) {
        return HolidayCalendar.of(code, ONE_OFF, List.of(rules));
    }

    /** The holidays whose date does not depend on who keeps them, and those given. */
    private static Holiday[] withUsHolidays(Holiday... others) {
        List<Holiday> rules = new ArrayList<>(List.of(others));
        rules.addAll(List.of(
                nth(3, MONDAY, JANUARY).from(1986),
                fixed(2, 22).sundayToMonday().until(1970),
                nth(3, MONDAY, FEBRUARY).from(1971),
                fixed(5, 30).sundayToMonday().until(1970),
                last(MONDAY, MAY).from(1971),
                nth(1, MONDAY, SEPTEMBER),
                fixed(10, 12).sundayToMonday().until(1970),
                nth(2, MONDAY, OCTOBER).from(1971),
                fixed(11, 11).sundayToMonday().until(1970),
                nth(4, MONDAY, OCTOBER).from(1971).until(1977),
                fixed(11, 11).sundayToMonday().from(1978),
                nth(4, THURSDAY, NOVEMBER)));
        return rules.toArray(Holiday[]::new);
    }

    /** Closed where it makes a long weekend or a bridge, as the exchange has done so far. */
    private static Set<LocalDate> newYearsEveAtWarsaw(int year) {
        LocalDate eve = LocalDate.of(year, 12, 31);
        Set<DayOfWeek> closed = EnumSet.of(MONDAY, THURSDAY, DayOfWeek.FRIDAY);
        return closed.contains(eve.getDayOfWeek()) ? Set.of(eve) : Set.of();
    }

    private static Map<String, HolidayCalendar> byCode(HolidayCalendar... calendars) {
        Map<String, HolidayCalendar> byCode = new TreeMap<>();
        for (HolidayCalendar calendar : calendars) {
            byCode.put(calendar.name(), calendar);
        }
        return byCode;
    }
}
