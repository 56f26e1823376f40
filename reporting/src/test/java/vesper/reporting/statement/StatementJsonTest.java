package vesper.reporting.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.ledger.EntryKind;
import vesper.reporting.statement.Statement.Entry;
import vesper.reporting.statement.Statement.Hold;

class StatementJsonTest {
    private final StatementJson json = new StatementJson();

    @Test
    void theFiguresReadBackAreThoseOfTheStatement() {
        Statement statement = StatementSamples.january(60);
        JsonNode read = read(statement);
        assertThat(minor(read, "opening")).isEqualTo(statement.openingMinor());
        assertThat(read.get("entries")).hasSize(60);
        long balance = minor(read, "opening");
        long credits = 0;
        for (int i = 0; i < 60; i++) {
            Entry entry = statement.entries().get(i);
            JsonNode line = read.get("entries").get(i);
            assertThat(minor(line, "amount")).isEqualTo(entry.amountMinor());
            balance += minor(line, "amount");
            credits += Math.max(0, minor(line, "amount"));
            assertThat(minor(line, "balance")).isEqualTo(balance);
            assertThat(line.get("id").stringValue()).isEqualTo(entry.id().toString());
            assertThat(line.get("text").stringValue()).isEqualTo(entry.text());
            assertThat(line.get("counterparty").stringValue())
                    .isEqualTo(entry.parties().counterparty());
            assertThat(line.get("category").stringValue())
                    .isEqualTo(entry.parties().category());
            assertThat(LocalDate.parse(line.get("valueDate").stringValue())).isEqualTo(entry.valueDate());
        }
        assertThat(minor(read, "closing")).isEqualTo(balance).isEqualTo(statement.closingMinor());
        assertThat(minor(read, "credits")).isEqualTo(credits);
        assertThat(minor(read, "debits")).isEqualTo(balance - credits - statement.openingMinor());
        assertThat(minor(read.get("interest"), "accrued")).isEqualTo(418);
        assertThat(read.get("interest").get("rateBps").intValue()).isEqualTo(225);
        assertThat(read.get("interest").get("overdraftRateBps").intValue()).isEqualTo(1290);
    }

    @Test
    void whatIsReservedIsListed() {
        LocalDate day = LocalDate.of(2026, 1, 30);
        JsonNode read = read(StatementSamples.withHolds(
                1, List.of(new Hold("Hotel", day, day.plusDays(7), 15_000), new Hold("", day, day, 1))));
        assertThat(minor(read, "held")).isEqualTo(15_001);
        assertThat(read.get("holds").get(0).toString())
                .isEqualTo(
                        "{\"text\":\"Hotel\",\"placedOn\":\"2026-01-30\",\"until\":\"2026-02-06\",\"amount\":\"150.00\"}");
    }

    @Test
    void aLoanSaysWhatIsOwedWhatWasPaidAndWhatIsNext() {
        assertThat(read(StatementSamples.loan()).get("loan").toString())
                .isEqualTo(
                        "{\"principal\":\"669.98\",\"paid\":{\"principal\":\"330.02\",\"interest\":\"10.00\",\"fees\":\"5.00\","
                                + "\"penalties\":\"0.25\"},\"overdue\":\"0.00\",\"nextDueOn\":\"2026-02-05\",\"nextDue\":\"340.02\"}");
        assertThat(read(StatementSamples.january(1)).has("loan")).isFalse();
    }

    @Test
    void anyTextComesBackUnchanged() {
        String text = "\"quoted\" \\ \u0000\u001B\u202E\u65E5\u672C \uD83D\uDCB6 " + "x".repeat(10_000);
        Statement statement = StatementSamples.of(
                StatementSamples.HOLDER,
                StatementSamples.ACCOUNT,
                0,
                List.of(StatementSamples.movement(1, EntryKind.FEE, LocalDate.of(2026, 1, 2), text, -1)));
        assertThat(read(statement).get("entries").get(0).get("text").stringValue())
                .isEqualTo(text);
    }

    private JsonNode read(Statement statement) {
        return new JsonMapper().readTree(json.render(statement));
    }

    private static long minor(JsonNode node, String name) {
        return new BigDecimal(node.get(name).stringValue()).movePointRight(2).longValueExact();
    }
}
