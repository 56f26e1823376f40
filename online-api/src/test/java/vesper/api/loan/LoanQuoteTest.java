package vesper.api.loan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

class LoanQuoteTest {
    private final TestApi api = TestApi.shared();

    @Test
    void quoteHasScheduleCostAndRate() {
        Answer answer = api.post("/v1/loans/quotes", terms());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.field("interest")).isEqualTo("66.19");
        assertThat(answer.field("total")).isEqualTo("1066.19");
        assertThat(answer.field("aprcPct")).isEqualTo("12.68");
        JsonNode schedule = answer.json().path("schedule");
        assertThat(schedule.size()).isEqualTo(12);
        assertThat(schedule.path(0).path("due").asString()).isEqualTo("2026-02-15");
        assertThat(schedule.path(0).path("interest").asString()).isEqualTo("10.00");
        assertThat(schedule.path(11).path("balance").asString()).isEqualTo("0.00");
    }

    @Test
    void feesAreQuotedWithTheCost() {
        Map<String, Object> terms = terms();
        terms.put("fees", "20.00");

        Answer answer = api.post("/v1/loans/quotes", terms);

        assertThat(answer.field("fees")).isEqualTo("20.00");
        assertThat(answer.field("interest")).isEqualTo("66.19");
        assertThat(answer.field("total")).isEqualTo("1086.19");
        assertThat(new BigDecimal(answer.field("aprcPct"))).isGreaterThan(new BigDecimal("16"));
    }

    @Test
    void monthsFromTheEndOfAMonthAreWholeMonths() {
        Map<String, Object> terms = terms();
        terms.put("disbursedOn", "2026-01-31");

        JsonNode schedule = api.post("/v1/loans/quotes", terms).json().path("schedule");

        assertThat(schedule.path(1).path("due").asString()).isEqualTo("2026-03-31");
        // One per cent of the 921.15 that the first instalment leaves.
        assertThat(schedule.path(1).path("interest").asString()).isEqualTo("9.21");
    }

    @Test
    void nothingFallsDueOnAHoliday() {
        Map<String, Object> terms = terms();
        terms.put("holidays", List.of("2026-02-15", "2026-02-16"));

        JsonNode schedule = api.post("/v1/loans/quotes", terms).json().path("schedule");

        assertThat(schedule.path(0).path("due").asString()).isEqualTo("2026-02-17");
        assertThat(schedule.path(1).path("due").asString()).isEqualTo("2026-03-15");
    }

    @Test
    void dueDatesFollowACalendarAndInterestADayBasis() {
        Map<String, Object> terms = terms();
        terms.put("calendar", "WEEKENDS");
        terms.put("interest", "daily");
        JsonNode months =
                api.post("/v1/loans/quotes", terms).json().path("schedule").path(0);
        assertThat(months.path("due").asString()).isEqualTo("2026-02-16");

        // 32 days from 15 January on: 1,000.00 x 12 % x 32 / 365
        terms.put("daysInYear", "days_365");
        terms.put("daysInMonth", "actual");
        JsonNode days =
                api.post("/v1/loans/quotes", terms).json().path("schedule").path(0);
        assertThat(days.path("interest").asString()).isEqualTo("10.52");
    }

    @Test
    void progressiveScheduleByDaysEndsAtNothing() {
        Map<String, Object> terms = terms();
        terms.put("schedule", "progressive");
        terms.put("interest", "daily");

        JsonNode schedule = api.post("/v1/loans/quotes", terms).json().path("schedule");

        assertThat(schedule.size()).isEqualTo(12);
        assertThat(schedule.path(11).path("balance").asString()).isEqualTo("0.00");
        terms.put("method", "flat");
        Answer refused = api.post("/v1/loans/quotes", terms);
        assertThat(refused.field("code")).isEqualTo("invalid_terms");
        assertThat(refused.field("detail")).startsWith("method: ");
    }

    @Test
    void tranchesAndPrepaymentsAreQuoted() {
        Map<String, Object> terms = terms();
        terms.put("interest", "daily");
        terms.put("excess", "shorter_term");
        terms.put(
                "disbursements",
                List.of(
                        Map.of("on", "2026-01-15", "amount", "600.00"),
                        Map.of("on", "2026-02-15", "amount", "400.00")));
        Answer lent = api.post("/v1/loans/quotes", terms);
        assertThat(lent.json().path("schedule").path(0).path("interest").asString())
                .isEqualTo("6.00");
        assertThat(lent.json().path("schedule").size()).isEqualTo(12);

        terms.put("prepayments", List.of(Map.of("on", "2026-03-01", "amount", "500.00")));
        Answer prepaid = api.post("/v1/loans/quotes", terms);
        assertThat(prepaid.json().path("schedule").size()).isLessThan(12);
        assertThat(new BigDecimal(prepaid.field("interest"))).isLessThan(new BigDecimal(lent.field("interest")));

        terms.put(
                "prepayments",
                List.of(Map.of("on", "2026-03-01", "amount", "500.00", "excess", "smaller_instalments")));
        assertThat(api.post("/v1/loans/quotes", terms).json().path("schedule").size())
                .isEqualTo(12);

        terms.put("prepayments", List.of(Map.of("on", "2026-03-01", "amount", "5000.00")));
        assertThat(api.post("/v1/loans/quotes", terms).field("detail")).startsWith("prepayments: ");
        terms.put("disbursements", List.of(Map.of("on", "2026-01-15", "amount", "999.00")));
        assertThat(api.post("/v1/loans/quotes", terms).field("detail")).startsWith("disbursements: ");
        terms.put("disbursements", List.of(Map.of("amount", "1000.00")));
        assertThat(api.post("/v1/loans/quotes", terms).field("code")).isEqualTo("missing_field");
    }

    @ParameterizedTest
    @CsvSource({
        "principal, 0, amount_not_positive",
        "principal, 12.345, amount_decimals",
        "currency, EURO, unknown_currency",
        "ratePct, 1e3, invalid_number",
        "ratePct, 1000.01, invalid_terms",
        "ratePct, -1, invalid_terms",
        "disbursedOn, 2026-02-30, invalid_time",
        "firstDueOn, 2026-01-15, invalid_terms",
        "unit, fortnights, unknown_value",
        "conventions, mine, invalid_terms",
        "calendar, MOON, invalid_terms",
        "daysInYear, days_300, unknown_value",
        "daysInMonth, days_31, unknown_value",
        "downPaymentPct, 100, invalid_terms",
        "balloon, 1000, invalid_terms",
        "fees, 1000.00, invalid_terms",
        "fees, -1, amount_negative",
        "excess, anything, unknown_value",
        "excess, shorter_term, invalid_terms"
    })
    void termThatMakesNoLoanIsNamed(String field, String value, String code) {
        Map<String, Object> terms = terms();
        terms.put(field, value);

        Answer answer = api.post("/v1/loans/quotes", terms);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field("code")).isEqualTo(code);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
    }

    @Test
    void numberOfInstalmentsIsChecked() {
        Map<String, Object> terms = terms();
        terms.put("instalments", 0);
        assertThat(api.post("/v1/loans/quotes", terms).field("detail")).startsWith("instalments: ");
        terms.remove("instalments");
        assertThat(api.post("/v1/loans/quotes", terms).field("code")).isEqualTo("missing_field");
    }

    @Test
    void quoteNeedsItsScope() {
        String stranger = "Bearer " + api.token("shop", "accounts:read");
        assertThat(api.post("/v1/loans/quotes", terms(), "Authorization", stranger)
                        .status())
                .isEqualTo(403);
    }

    private static Map<String, Object> terms() {
        Map<String, Object> terms = new LinkedHashMap<>();
        terms.put("principal", "1000.00");
        terms.put("currency", "EUR");
        terms.put("ratePct", "12");
        terms.put("instalments", 12);
        terms.put("disbursedOn", "2026-01-15");
        return terms;
    }
}
