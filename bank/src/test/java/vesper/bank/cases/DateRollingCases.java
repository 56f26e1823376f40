package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.cases.CaseFields.date;
import static vesper.bank.cases.CaseFields.text;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import vesper.bank.calendar.BusinessDayAdjustment;
import vesper.bank.calendar.HolidayCalendar;
import vesper.bank.calendar.RollConvention;

/** Dates moved to business days, on by periods, and from one date of a schedule to the next. */
final class DateRollingCases implements CaseFamily {
    private static final Map<String, BusinessDayAdjustment> ADJUSTMENTS = Map.of(
            "UNADJUSTED", BusinessDayAdjustment.UNADJUSTED,
            "NOADJUST", BusinessDayAdjustment.UNADJUSTED,
            "FOLLOWING", BusinessDayAdjustment.FOLLOWING,
            "MODIFIEDFOLLOWING", BusinessDayAdjustment.MODIFIED_FOLLOWING,
            "HALFMONTHMODIFIEDFOLLOWING", BusinessDayAdjustment.HALF_MONTH_MODIFIED_FOLLOWING,
            "MODIFIEDFOLLOWINGBIMONTHLY", BusinessDayAdjustment.HALF_MONTH_MODIFIED_FOLLOWING,
            "PRECEDING", BusinessDayAdjustment.PRECEDING,
            "MODIFIEDPRECEDING", BusinessDayAdjustment.MODIFIED_PRECEDING,
            "NEAREST", BusinessDayAdjustment.NEAREST);

    @Override
    public String name() {
        return "date_rolling";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase, "kind", "calendar", "convention", "start", "period", "end_of_month_rule", "expected");
        LocalDate start = date(testCase, "start");
        LocalDate expected = date(testCase, "expected");
        LocalDate actual = switch (text(testCase, "kind")) {
            case "adjust" -> adjustment(testCase).adjust(start, calendar(testCase));
            case "advance" -> advance(testCase, start);
            case "roll_adjust" -> roll(testCase).adjust(start);
            case "roll_previous" -> roll(testCase).previous(start, period(text(testCase, "period")));
            // These cases call both ways of going along a schedule next: the date expected tells which is meant.
            case "roll_next" ->
                expected.isBefore(start)
                        ? roll(testCase).previous(start, period(text(testCase, "period")))
                        : roll(testCase).next(start, period(text(testCase, "period")));
            default -> throw new UnsupportedCaseException("kind " + text(testCase, "kind"));
        };
        assertThat(actual).isEqualTo(expected);
    }

    private static LocalDate advance(JsonNode testCase, LocalDate start) {
        String[] period = text(testCase, "period").split(" ");
        if (period.length != 2 || !period[0].matches("-?[0-9]+")) {
            throw new UnsupportedCaseException("period " + text(testCase, "period"));
        }
        return adjustment(testCase)
                .advance(
                        start,
                        Integer.parseInt(period[0]),
                        ChronoUnit.valueOf(period[1]),
                        testCase.path("end_of_month_rule").asBoolean(),
                        calendar(testCase));
    }

    private static HolidayCalendar calendar(JsonNode testCase) {
        return CalendarCases.calendar(text(testCase, "calendar"));
    }

    private static BusinessDayAdjustment adjustment(JsonNode testCase) {
        String convention = text(testCase, "convention");
        String name = convention.replace("_", "").toUpperCase(Locale.ROOT);
        if (!ADJUSTMENTS.containsKey(name)) {
            throw new UnsupportedCaseException("convention " + convention);
        }
        return ADJUSTMENTS.get(name);
    }

    private static RollConvention roll(JsonNode testCase) {
        if (!text(testCase, "calendar").equals("none")) {
            throw new UnsupportedCaseException("roll in calendar " + text(testCase, "calendar"));
        }
        try {
            String code = text(testCase, "convention").toUpperCase(Locale.ROOT);
            return RollConvention.ofCode(code.replaceFirst("^DAY(?=[0-9A-Z])", "DAY_"));
        } catch (IllegalArgumentException e) {
            throw new UnsupportedCaseException(e.getMessage());
        }
    }

    private static Period period(String text) {
        try {
            return Period.parse(text);
        } catch (DateTimeParseException e) {
            throw new UnsupportedCaseException("period " + text);
        }
    }
}
