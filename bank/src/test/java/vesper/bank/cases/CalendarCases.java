package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.cases.CaseFields.text;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import vesper.bank.calendar.Easter;
import vesper.bank.calendar.HolidayCalendar;
import vesper.bank.calendar.HolidayCalendars;

/** The days of a year on which a place is closed, and Easter. */
final class CalendarCases implements CaseFamily {
    private static final Map<String, HolidayCalendar> NAMES = Map.ofEntries(
            Map.entry("weekends only", HolidayCalendars.WEEKENDS),
            Map.entry("TARGET/T2 (EUTA)", HolidayCalendars.TARGET),
            Map.entry("UK bank holidays England and Wales", HolidayCalendars.ENGLAND_AND_WALES),
            Map.entry("London (GBLO)", HolidayCalendars.ENGLAND_AND_WALES),
            Map.entry("UK bank holidays Scotland", HolidayCalendars.SCOTLAND),
            Map.entry("UK bank holidays Northern Ireland", HolidayCalendars.NORTHERN_IRELAND),
            Map.entry("US Federal Reserve", HolidayCalendars.US_FEDERAL_RESERVE),
            Map.entry("US Federal Reserve Bank of New York (NYFD)", HolidayCalendars.US_FEDERAL_RESERVE),
            Map.entry("US government securities (USGS)", HolidayCalendars.US_GOVERNMENT_SECURITIES),
            Map.entry("Zurich (CHZU)", HolidayCalendars.ZURICH),
            Map.entry("Paris (FRPA)", HolidayCalendars.PARIS),
            Map.entry("Warsaw (PLWA)", HolidayCalendars.WARSAW),
            Map.entry("Tokyo (JPTO)", HolidayCalendars.TOKYO),
            Map.entry("South Africa 2015", HolidayCalendars.SOUTH_AFRICA),
            Map.entry("South Africa", HolidayCalendars.SOUTH_AFRICA),
            Map.entry("Brazil", HolidayCalendars.BRAZIL),
            Map.entry("Brazil (BRBD)", HolidayCalendars.BRAZIL));

    static HolidayCalendar calendar(String name) {
        if (!NAMES.containsKey(name)) {
            throw new UnsupportedCaseException("calendar " + name);
        }
        return NAMES.get(name);
    }

    @Override
    public String name() {
        return "calendars";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase,
                "calendar",
                "year",
                "closed_dates",
                "closed_weekdays_only",
                "holidays",
                "not_holidays",
                "dates");
        if (text(testCase, "calendar").equals("Easter Sunday (western)")) {
            for (LocalDate sunday : dates(testCase, "dates")) {
                assertThat(Easter.sunday(sunday.getYear())).isEqualTo(sunday);
            }
            return;
        }
        HolidayCalendar calendar = calendar(text(testCase, "calendar"));
        if (testCase.has("closed_weekdays_only")) {
            assertThat(closedWeekdays(calendar, testCase.path("year").asInt()))
                    .as("closed weekdays")
                    .isEqualTo(dates(testCase, "closed_weekdays_only"));
        }
        if (testCase.has("closed_dates")) {
            List<LocalDate> closed = dates(testCase, "closed_dates");
            assertThat(closed).as("closed").noneMatch(calendar::isBusinessDay);
            assertThat(closedWeekdays(calendar, testCase.path("year").asInt()))
                    .as("closed weekdays")
                    .isEqualTo(closed.stream()
                            .filter(HolidayCalendars.WEEKENDS::isBusinessDay)
                            .toList());
        }
        Predicate<LocalDate> open = calendar::isBusinessDay;
        assertThat(dates(testCase, "holidays")).as("holidays").noneMatch(open);
        assertThat(dates(testCase, "not_holidays")).as("not holidays").allMatch(open);
    }

    private static List<LocalDate> closedWeekdays(HolidayCalendar calendar, int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(day -> HolidayCalendars.WEEKENDS.isBusinessDay(day) && !calendar.isBusinessDay(day))
                .toList();
    }

    private static List<LocalDate> dates(JsonNode testCase, String field) {
        return testCase.path(field)
                .valueStream()
                .map(date -> LocalDate.parse(date.asString()))
                .toList();
    }
}
