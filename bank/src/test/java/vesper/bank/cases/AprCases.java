package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.cases.CaseFields.date;
import static vesper.bank.cases.CaseFields.decimal;
import static vesper.bank.cases.CaseFields.text;
import static vesper.bank.cases.CaseFields.whole;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import vesper.bank.interest.AnnualPercentageRate;
import vesper.bank.interest.CashFlow;
import vesper.bank.interest.Elapsed;
import vesper.bank.interest.RegulationZ;
import vesper.bank.interest.UnitPeriod;

/** Annual percentage rates as the law of a place computes them. */
final class AprCases implements CaseFamily {
    private static final Pattern TERM = Pattern.compile("term in (?:days|months) \\(([0-9]+) (day|month)s?\\)");
    private static final Pattern ADVANCE_DATE = Pattern.compile("(?:advance )?([0-9-]{10})(?: to [0-9-]{10})?");

    @Override
    public String name() {
        return "apr";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        BigDecimal rate = switch (text(testCase, "method")) {
            case "EU/UK effective annual" -> effective(testCase);
            case "US actuarial (Reg Z Appendix J)" -> actuarial(testCase);
            default -> throw new UnsupportedCaseException("method " + text(testCase, "method"));
        };
        BigDecimal percent = rate.movePointRight(2).setScale(whole(testCase, "decimals"), RoundingMode.HALF_UP);
        assertThat(percent).isEqualByComparingTo(decimal(testCase, "expected_apr_pct"));
    }

    private static BigDecimal effective(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase,
                "method",
                "advance",
                "advance_date",
                "repayments",
                "expected_apr_pct",
                "decimals",
                "time_basis");
        List<CashFlow> repayments = new ArrayList<>();
        for (JsonNode repayment : testCase.path("repayments")) {
            CaseFields.requireKnown(repayment, "amount", "days", "years", "date", "every_months", "count");
            BigDecimal amount = decimal(repayment, "amount");
            if (repayment.has("every_months")) {
                for (int n = 1; n <= whole(repayment, "count"); n++) {
                    repayments.add(new CashFlow(amount, Elapsed.months((long) n * whole(repayment, "every_months"))));
                }
            } else {
                repayments.add(new CashFlow(amount, after(testCase, repayment)));
            }
        }
        return AnnualPercentageRate.of(
                List.of(new CashFlow(decimal(testCase, "advance"), Elapsed.months(0))), repayments);
    }

    private static Elapsed after(JsonNode testCase, JsonNode repayment) {
        if (repayment.has("years")) {
            return Elapsed.years(decimal(repayment, "years"));
        }
        long days = repayment.has("days")
                ? whole(repayment, "days")
                : ChronoUnit.DAYS.between(advanceDate(testCase), date(repayment, "date"));
        String basis = testCase.has("time_basis") ? text(testCase, "time_basis") : "days/365";
        return switch (basis) {
            case "days/365" -> Elapsed.days(days, 365);
            case "days/365.25" -> Elapsed.days(4 * days, 1461);
            default -> throw new UnsupportedCaseException("days with time basis " + basis);
        };
    }

    /** Some cases say the day of the advance in their note only. */
    private static LocalDate advanceDate(JsonNode testCase) {
        if (testCase.has("advance_date")) {
            return date(testCase, "advance_date");
        }
        Matcher note = ADVANCE_DATE.matcher(text(testCase, "note"));
        if (!note.matches()) {
            throw new UnsupportedCaseException("no date of the advance");
        }
        return LocalDate.parse(note.group(1));
    }

    private static BigDecimal actuarial(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase,
                "method",
                "advance",
                "advance_date",
                "repayments",
                "unit_period",
                "unit_periods_per_year",
                "first_period_units",
                "expected_apr_pct",
                "decimals");
        UnitPeriod unit = unitPeriod(text(testCase, "unit_period"));
        assertThat(unit.perYear()).as("per year").isEqualByComparingTo(decimal(testCase, "unit_periods_per_year"));
        LocalDate advanced = date(testCase, "advance_date");
        List<RegulationZ.Flow> payments = new ArrayList<>();
        for (JsonNode repayment : testCase.path("repayments")) {
            CaseFields.requireKnown(repayment, "amount", "count", "first");
            UnitPeriod.Count first = unit.between(advanced, date(repayment, "first"));
            for (int n = 0; n < whole(repayment, "count"); n++) {
                payments.add(new RegulationZ.Flow(decimal(repayment, "amount"), first.plus(n)));
            }
        }
        UnitPeriod.Count first = payments.get(0).at();
        assertThat(first.odd().add(BigDecimal.valueOf(first.whole())))
                .as("units of the first period")
                .isEqualByComparingTo(decimal(testCase, "first_period_units"));
        UnitPeriod.Count start = new UnitPeriod.Count(0, BigDecimal.ZERO);
        return RegulationZ.apr(List.of(new RegulationZ.Flow(decimal(testCase, "advance"), start)), payments, unit);
    }

    private static UnitPeriod unitPeriod(String name) {
        Matcher term = TERM.matcher(name);
        if (term.matches()) {
            int length = Integer.parseInt(term.group(1));
            return term.group(2).equals("day") ? new UnitPeriod.Term(length) : new UnitPeriod.Months(length);
        }
        return switch (name) {
            case "day" -> new UnitPeriod.Term(1);
            case "week" -> new UnitPeriod.Weeks(1);
            case "two weeks", "2 weeks", "biweek", "fortnight" -> new UnitPeriod.Weeks(2);
            case "four weeks", "4 weeks" -> new UnitPeriod.Weeks(4);
            case "half month", "half-month", "semimonth", "semi-month" -> new UnitPeriod.HalfMonths();
            case "month" -> new UnitPeriod.Months(1);
            case "two months", "2 months" -> new UnitPeriod.Months(2);
            case "quarter" -> new UnitPeriod.Months(3);
            case "half year", "half-year", "6 months", "six months" -> new UnitPeriod.Months(6);
            case "year" -> new UnitPeriod.Months(12);
            default -> throw new UnsupportedCaseException("unit period " + name);
        };
    }
}
