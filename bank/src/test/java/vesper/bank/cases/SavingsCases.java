package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.cases.CaseFields.date;
import static vesper.bank.cases.CaseFields.decimal;
import static vesper.bank.cases.CaseFields.text;
import static vesper.bank.cases.CaseFields.whole;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import vesper.bank.interest.Dated;
import vesper.bank.interest.DayCount;
import vesper.bank.interest.RateTiers;
import vesper.bank.interest.StandardDayCount;
import vesper.bank.savings.Interval;
import vesper.bank.savings.SavingsInterest;
import vesper.bank.savings.SavingsTerms;
import vesper.bank.savings.TermDeposit;

/** Interest on savings accounts and term deposits. Amounts are of a currency with two decimals. */
final class SavingsCases implements CaseFamily {
    @Override
    public String name() {
        return "savings";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        if (testCase.has("deposits")) {
            checkAccount(testCase);
        } else if (testCase.has("early_withdrawal_after_months")) {
            checkBroken(testCase);
        } else {
            checkMaturity(testCase);
        }
    }

    private static void checkMaturity(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase,
                "principal",
                "annual_rate_pct",
                "term_months",
                "compounding_every_months",
                "interest_paid_out",
                "expected_maturity_value",
                "expected_balance_between");
        BigDecimal value = deposit(testCase, 0).maturityValueMinor().movePointLeft(2);
        if (testCase.has("expected_maturity_value")) {
            BigDecimal expected = decimal(testCase, "expected_maturity_value");
            assertThat(value.setScale(expected.scale(), RoundingMode.HALF_EVEN)).isEqualByComparingTo(expected);
        } else if (testCase.path("expected_balance_between").size() == 2) {
            JsonNode between = testCase.path("expected_balance_between");
            assertThat(value)
                    .isBetween(
                            decimal(between.path(0).asString()),
                            decimal(between.path(1).asString()));
        } else {
            throw new UnsupportedCaseException("nothing expected");
        }
    }

    private static void checkBroken(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase,
                "principal",
                "annual_rate_pct",
                "term_months",
                "compounding_every_months",
                "interest_paid_out",
                "early_withdrawal_after_months",
                "penalty_months",
                "expected");
        TermDeposit.Breakage broken = deposit(testCase, whole(testCase, "penalty_months"))
                .broken(whole(testCase, "early_withdrawal_after_months"), RoundingMode.HALF_EVEN);
        JsonNode expected = testCase.path("expected");
        CaseFields.requireKnown(expected, "gross_interest", "penalty", "net_interest");
        assertMinor("gross interest", broken.grossMinor(), expected, "gross_interest");
        assertMinor("penalty", broken.penaltyMinor(), expected, "penalty");
        assertMinor("net interest", broken.netMinor(), expected, "net_interest");
    }

    private static void assertMinor(String what, long minor, JsonNode expected, String field) {
        if (expected.has(field)) {
            assertThat(BigDecimal.valueOf(minor, 2)).as(what).isEqualByComparingTo(decimal(expected, field));
        }
    }

    private static TermDeposit deposit(JsonNode testCase, int penaltyMonths) {
        int compoundingMonths;
        if (testCase.has("compounding_every_months")) {
            compoundingMonths = whole(testCase, "compounding_every_months");
        } else if (text(testCase, "interest_paid_out").endsWith("(not compounded)")) {
            compoundingMonths = 0;
        } else {
            throw new UnsupportedCaseException("interest paid out " + text(testCase, "interest_paid_out"));
        }
        return new TermDeposit(
                minor(decimal(testCase, "principal")),
                decimal(testCase, "annual_rate_pct").movePointLeft(2),
                whole(testCase, "term_months"),
                compoundingMonths,
                penaltyMonths);
    }

    private static void checkAccount(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase,
                "deposits",
                "annual_rate_pct",
                "days_in_year",
                "posting",
                "compounding",
                "posted_on",
                "expected_interest",
                "decimals_shown");
        SavingsTerms terms = new SavingsTerms(
                dayCount(whole(testCase, "days_in_year")),
                Dated.always(RateTiers.flat(decimal(testCase, "annual_rate_pct").movePointLeft(2))),
                SavingsTerms.Basis.DAILY_BALANCE,
                0,
                Dated.always(BigDecimal.ZERO),
                interval(text(testCase, "compounding")),
                interval(text(testCase, "posting")),
                BigDecimal.ZERO,
                RoundingMode.HALF_EVEN);
        List<SavingsInterest.Movement> movements = new ArrayList<>();
        for (JsonNode deposit : testCase.path("deposits")) {
            CaseFields.requireKnown(deposit, "date", "amount");
            movements.add(new SavingsInterest.Movement(date(deposit, "date"), minor(decimal(deposit, "amount"))));
        }
        LocalDate start = movements.stream()
                .map(SavingsInterest.Movement::valueDate)
                .min(LocalDate::compareTo)
                .orElseThrow();
        SavingsInterest.Outcome outcome = SavingsInterest.of(terms, movements, start, date(testCase, "posted_on"));
        BigDecimal interest = outcome.postings().stream()
                .map(SavingsInterest.Posting::accruedMinor)
                .reduce(outcome.accruedMinor(), BigDecimal::add)
                .movePointLeft(2);
        assertThat(interest.setScale(whole(testCase, "decimals_shown"), RoundingMode.HALF_EVEN))
                .isEqualByComparingTo(decimal(testCase, "expected_interest"));
    }

    private static DayCount dayCount(int daysInYear) {
        return switch (daysInYear) {
            case 360 -> StandardDayCount.ACT_360;
            case 364 -> StandardDayCount.ACT_364;
            case 365 -> StandardDayCount.ACT_365F;
            default -> throw new UnsupportedCaseException("days in year " + daysInYear);
        };
    }

    private static Interval interval(String name) {
        return switch (name) {
            case "daily" -> Interval.DAY;
            case "monthly" -> Interval.MONTH;
            case "quarterly" -> Interval.QUARTER;
            case "half-yearly", "semiannual", "biannual" -> Interval.HALF_YEAR;
            case "yearly", "annual" -> Interval.YEAR;
            default -> throw new UnsupportedCaseException("interval " + name);
        };
    }

    private static long minor(BigDecimal amount) {
        return amount.movePointRight(2).longValueExact();
    }
}
