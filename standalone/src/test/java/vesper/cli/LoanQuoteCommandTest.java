package vesper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoanQuoteCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** 1,000.00 EUR at 12 % over 12 months from 15 January: 88.85 a month, 66.19 of interest. */
    private int run(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--principal", "1000", "--rate", "12", "--instalments", "12", "--start", "2026-01-15"));
        arguments.addAll(List.of(more));
        out.getBuffer().setLength(0);
        return new CommandLine(LoanQuoteCommand.class)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    private JsonNode quote(String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--json");
        assertThat(run(arguments.toArray(String[]::new))).as("" + err).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private static List<String> column(JsonNode quote, String name) {
        return quote.path("schedule").findValuesAsString(name);
    }

    @Test
    void costIsPrintedWithItsFees() {
        assertThat(run("--fees", "20")).isZero();
        assertThat(out.toString())
                .contains("   1  2026-02-15           78.85           10.00           88.85          921.15")
                .contains("lent 1000.00 EUR, interest 66.19, fees 20.00, to pay 1086.19, APRC 17.06 %");
    }

    @Test
    void tranchesBearInterestFromTheirOwnDays() {
        JsonNode quote =
                quote("--disbursement", "2026-01-15=600", "--disbursement", "2026-02-15=400", "--interest", "daily");
        assertThat(column(quote, "interest").get(0)).isEqualTo("6.00");
        assertThat(column(quote, "balance").get(11)).isEqualTo("0.00");
        assertThat(quote.path("principal").asString()).isEqualTo("1000.00");
    }

    @Test
    void eachPrepaymentChangesWhatItSays() {
        String[] following = {"--interest", "daily", "--excess", "smaller_instalments", "--prepayment"};
        JsonNode smaller = quote(with(following, "2026-03-01=500"));
        JsonNode shorter = quote(with(following, "2026-03-01=500:shorter_term"));

        assertThat(column(smaller, "n")).hasSize(12);
        assertThat(column(shorter, "n")).hasSizeLessThan(8);
        assertThat(column(shorter, "total").get(3)).isEqualTo("88.85");
        assertThat(run(with(following, "2026-03-01=500:longer_term"))).isEqualTo(2);
        assertThat(run("--prepayment", "2026-03-01=500:shorter_term")).isEqualTo(2);
        assertThat(err.toString()).contains("these terms make no loan: prepayments");
    }

    private static String[] with(String[] some, String last) {
        List<String> all = new ArrayList<>(List.of(some));
        all.add(last);
        return all.toArray(String[]::new);
    }

    @Test
    void graceDownPaymentBalloonAndRoundingChangeTheSchedule() {
        JsonNode grace = quote("--grace-principal", "2", "--interest-free", "1");
        assertThat(column(grace, "total").subList(0, 2)).containsExactly("0.00", "10.00");
        assertThat(column(quote("--grace-interest", "1"), "interest").get(0)).isEqualTo("0.00");

        JsonNode down = quote("--down-payment", "20");
        assertThat(column(down, "principal").get(0)).isEqualTo("200.00");
        assertThat(column(down, "due").get(0)).isEqualTo("2026-01-15");

        JsonNode balloon = quote("--balloon", "400");
        assertThat(column(balloon, "balance").get(10)).isEqualTo("452.79");

        assertThat(column(quote("--multiple-of", "5"), "total").subList(0, 11)).containsOnly("90.00");
        assertThat(column(quote("--holiday", "2026-02-15", "--holiday", "2026-02-16"), "due")
                        .get(0))
                .isEqualTo("2026-02-17");
        assertThat(column(quote("--calendar", "WEEKENDS"), "due").get(0)).isEqualTo("2026-02-16");
        assertThat(run("--calendar", "MOON")).isEqualTo(2);
        String[] days = {"--interest", "daily", "--days-in-month", "actual", "--days-in-year"};
        assertThat(column(quote(with(days, "days_365")), "interest").get(0)).isEqualTo("10.19");
        assertThat(column(quote(with(days, "days_360")), "interest").get(0)).isEqualTo("10.33");
        assertThat(column(quote("--amortisation", "equal_principal"), "principal")
                        .subList(0, 11))
                .containsOnly("83.33");
        assertThat(quote("--method", "flat").path("interest").asString()).isEqualTo("120.00");
        assertThat(column(quote("--every", "2", "--unit", "weeks", "--first-due", "2026-02-01"), "due")
                        .subList(0, 2))
                .containsExactly("2026-02-01", "2026-02-15");
    }
}
