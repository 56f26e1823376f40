package vesper.bank.calendar;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HolidayCalendarTest {
    static List<HolidayCalendar> calendars() {
        return HolidayCalendars.all();
    }

    @Test
    void easterAgreesWithTheAlgorithmOfGaussAsCorrectedByLichtenberg() {
        for (int year = 1583; year <= 4099; year++) {
            assertThat(Easter.sunday(year)).isEqualTo(lichtenberg(year));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Easter.sunday(1582))
                .withMessageContaining("1582");
    }

    private static LocalDate lichtenberg(int year) {
        int k = year / 100;
        int m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25;
        int s = 2 - (3 * k + 3) / 4;
        int a = year % 19;
        int d = (19 * a + m) % 30;
        int r = (d + a / 11) / 29;
        int og = 21 + d - r;
        int sz = 7 - (year + year / 4 + s) % 7;
        int oe = 7 - (og - sz) % 7;
        return LocalDate.of(year, 3, 1).plusDays(og + oe - 1L);
    }

    @ParameterizedTest
    @CsvSource({
        "TARGET, 2100-03-26, Good Friday of a year far off",
        "TARGET, 2027-05-01, Labour Day on a Saturday",
        "GB-ENG, 2023-05-08, coronation",
        "GB-ENG, 2022-12-27, Christmas on a Sunday is made up for after Boxing Day",
        "GB-ENG, 2021-12-28, Boxing Day on a Sunday",
        "GB-ENG, 2033-01-03, New Year on a Saturday",
        "GB-SCT, 2026-06-15, World Cup",
        "GB-SCT, 2023-01-03, New Year on a Sunday, with 2 January after it",
        "GB-NIR, 2025-07-14, Boyne on a Saturday",
        "USFED, 2021-07-05, Independence Day on a Sunday",
        "USGS, 2027-12-24, Christmas on a Saturday",
        "JPTO, 2026-09-22, a day between two holidays",
        "JPTO, 2021-08-09, moved Mountain Day on a Sunday",
        "JPTO, 1976-03-20, vernal equinox",
        "JPTO, 1979-09-24, autumnal equinox on a Sunday",
        "ZAJO, 2024-05-29, election",
        "BRBD, 2026-02-17, Carnival",
        "BRBD, 2024-11-20, Black Awareness Day",
    })
    void closedOn(String calendar, LocalDate day, String why) {
        assertThat(HolidayCalendars.ofCode(calendar).isBusinessDay(day)).as(why).isFalse();
        assertThat(HolidayCalendars.ofCode(calendar).holidays(day.getYear()))
                .as(why)
                .contains(day);
    }

    @ParameterizedTest
    @CsvSource({
        "TARGET, 1999-04-02, Good Friday before 2000",
        "GB-ENG, 2022-05-30, spring holiday moved to June",
        "GB-ENG, 2020-05-04, early May holiday moved",
        "GB-SCT, 2026-04-06, no Easter Monday in Scotland",
        "USFED, 2021-12-31, New Year on a Saturday is not moved",
        "USFED, 2026-07-03, Independence Day on a Saturday is not moved",
        "USGS, 2023-11-10, Veterans Day on a Saturday",
        "FRPA, 2006-06-05, Whit Monday worked for solidarity",
        "JPTO, 2020-10-12, Sports Day moved",
        "BRBD, 2023-11-20, Black Awareness Day before it was national",
    })
    void openOn(String calendar, LocalDate day, String why) {
        assertThat(HolidayCalendars.ofCode(calendar).isBusinessDay(day)).as(why).isTrue();
    }

    @ParameterizedTest
    @MethodSource("calendars")
    void holidaysAreOfTheirYearAndFew(HolidayCalendar calendar) {
        for (int year = 1950; year <= 2200; year++) {
            int wanted = year;
            assertThat(calendar.holidays(year)).allMatch(day -> day.getYear() == wanted);
            assertThat(calendar.holidays(year)).hasSizeLessThan(28);
        }
    }

    @ParameterizedTest
    @MethodSource("calendars")
    void businessDaysForwardAndBackReturn(HolidayCalendar calendar) {
        LocalDate start = calendar.onOrAfter(LocalDate.of(2026, 3, 30));
        for (int days = 0; days < 300; days++) {
            LocalDate moved = calendar.plusBusinessDays(start, days);
            assertThat(calendar.businessDaysBetween(start, moved)).isEqualTo(days);
            assertThat(calendar.plusBusinessDays(moved, -days)).isEqualTo(start);
        }
    }

    @Test
    void oneOffDaysAreOfKnownCalendarsOnceEachAndChangeSomething() {
        Set<String> seen = new HashSet<>();
        for (OneOffDays.OneOffDay day : OneOffDays.read().days()) {
            assertThat(seen.add(day.calendar() + day.date())).as("once: " + day).isTrue();
            HolidayCalendar calendar = HolidayCalendars.ofCode(day.calendar());
            assertThat(calendar.holidays(day.date().getYear()).contains(day.date()))
                    .as(day.toString())
                    .isEqualTo(day.closed());
            if (!day.closed()) {
                assertThat(Holiday.isWeekend(day.date()))
                        .as("opens a weekday: " + day)
                        .isFalse();
            }
        }
        assertThat(seen).hasSizeGreaterThan(50);
    }

    @Test
    void unknownCalendarIsRejectedWithThoseKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HolidayCalendars.ofCode("MARS"))
                .withMessageContaining("MARS")
                .withMessageContaining("TARGET");
    }

    @Test
    void weekendsAloneAreNoHolidays() {
        assertThat(HolidayCalendars.WEEKENDS.holidays(2026)).isEmpty();
        assertThat(LocalDate.of(2026, 1, 3).datesUntil(LocalDate.of(2026, 1, 5)))
                .allMatch(not(HolidayCalendars.WEEKENDS::isBusinessDay));
    }
}
