package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vesper.bank.cases.CaseFields.date;
import static vesper.bank.cases.CaseFields.decimal;
import static vesper.bank.cases.CaseFields.text;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import vesper.bank.interest.Actual365L;
import vesper.bank.interest.ActualIcma;
import vesper.bank.interest.Business252;
import vesper.bank.interest.DayCount;
import vesper.bank.interest.StandardDayCount;
import vesper.bank.interest.ThirtyE360Isda;

/** Days and year fractions between dates. */
final class DayCountCases implements CaseFamily {
    private static final BigDecimal TOLERANCE = new BigDecimal("0.0000000001");

    private static final Map<String, StandardDayCount> OTHER_NAMES = Map.of(
            "Act/365 Actual", StandardDayCount.ACT_365A,
            "30/360 BondBasis", StandardDayCount.THIRTY_360,
            "30/360 USA(NASD)", StandardDayCount.THIRTY_U_360_EOM);

    @Override
    public String name() {
        return "daycount";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase,
                "convention",
                "start",
                "end",
                "days",
                "year_fraction",
                "eom",
                "end_is_maturity",
                "termination_date",
                "frequency",
                "period_end",
                "reference_start",
                "reference_end",
                "coupon_period_start",
                "coupon_period_end",
                "calendar");
        DayCount dayCount = dayCount(testCase);
        LocalDate start = date(testCase, "start");
        LocalDate end = date(testCase, "end");
        if (testCase.has("days")) {
            assertThat(dayCount.days(start, end))
                    .as("days")
                    .isEqualTo(testCase.path("days").asLong());
        }
        if (testCase.has("year_fraction")) {
            assertThat(dayCount.yearFraction(start, end))
                    .as("year fraction")
                    .isCloseTo(decimal(testCase, "year_fraction"), within(TOLERANCE));
        }
    }

    private static DayCount dayCount(JsonNode testCase) {
        String convention = text(testCase, "convention");
        return switch (convention) {
            case "Act/Act ICMA" -> icma(testCase);
            case "Act/365L" -> new Actual365L(date(testCase, "period_end"), months(text(testCase, "frequency")) == 12);
            case "30E/360 ISDA" -> new ThirtyE360Isda(maturity(testCase));
            case "30U/360" ->
                testCase.path("eom").asBoolean() ? StandardDayCount.THIRTY_U_360_EOM : StandardDayCount.THIRTY_360;
            case "Bus/252" -> new Business252(CalendarCases.calendar(text(testCase, "calendar")));
            default -> {
                if (OTHER_NAMES.containsKey(convention)) {
                    yield OTHER_NAMES.get(convention);
                }
                try {
                    yield StandardDayCount.ofCode(convention);
                } catch (IllegalArgumentException e) {
                    throw new UnsupportedCaseException(e.getMessage());
                }
            }
        };
    }

    private static LocalDate maturity(JsonNode testCase) {
        if (testCase.has("termination_date")) {
            return date(testCase, "termination_date");
        }
        return testCase.path("end_is_maturity").asBoolean() ? date(testCase, "end") : null;
    }

    /** Of an irregular coupon period the date that ends a month is the one on which coupons roll, else its end is. */
    private static DayCount icma(JsonNode testCase) {
        if (testCase.has("reference_start")) {
            return ActualIcma.ofCoupon(date(testCase, "reference_start"), date(testCase, "reference_end"));
        }
        LocalDate start = date(testCase, "coupon_period_start");
        LocalDate end = date(testCase, "coupon_period_end");
        boolean rollsFromStart = endsMonth(start) && !endsMonth(end);
        return new ActualIcma(
                rollsFromStart ? start : end,
                months(text(testCase, "frequency")),
                testCase.path("eom").asBoolean());
    }

    private static boolean endsMonth(LocalDate date) {
        return date.getDayOfMonth() == date.lengthOfMonth();
    }

    private static int months(String frequency) {
        try {
            Period period = Period.parse(frequency.startsWith("P") ? frequency : "P" + frequency);
            if (period.getDays() == 0 && period.toTotalMonths() > 0) {
                return Math.toIntExact(period.toTotalMonths());
            }
        } catch (DateTimeParseException e) {
            // Falls through to the refusal.
        }
        throw new UnsupportedCaseException("frequency " + frequency);
    }
}
