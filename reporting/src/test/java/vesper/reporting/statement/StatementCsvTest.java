package vesper.reporting.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vesper.bank.ledger.EntryKind;
import vesper.reporting.statement.Statement.Entry;
import vesper.reporting.statement.Statement.Movement;

class StatementCsvTest {
    private final StatementCsv csv = new StatementCsv();

    @Test
    void theFiguresReadBackAreThoseOfTheStatement() throws Exception {
        Statement statement = StatementSamples.january(60);
        List<String[]> rows = rows(statement);
        assertThat(rows).hasSize(63);
        assertThat(rows.get(1)[9]).isEqualTo("2500.00");
        BigDecimal balance = new BigDecimal(rows.get(1)[9]);
        for (int i = 0; i < 60; i++) {
            Entry entry = statement.entries().get(i);
            String[] row = rows.get(i + 2);
            assertThat(row[2]).isEqualTo("entry");
            assertThat(row[3]).isEqualTo(entry.bookingDate().toString());
            assertThat(row[4]).isEqualTo(entry.valueDate().toString());
            assertThat(row[6]).isEqualTo(entry.text());
            assertThat(row[7]).isEqualTo(entry.id().toString());
            assertThat(new BigDecimal(row[8]).unscaledValue().longValueExact()).isEqualTo(entry.amountMinor());
            balance = balance.add(new BigDecimal(row[8]));
            assertThat(row[9]).isEqualTo(balance.toPlainString());
        }
        assertThat(rows.get(62)[2]).isEqualTo("closing");
        assertThat(rows.get(62)[9]).isEqualTo(balance.toPlainString());
    }

    @Test
    void aLoanHasRowsOfItsOwnAfterTheBalances() throws Exception {
        List<String[]> rows = rows(StatementSamples.loan());

        assertThat(rows.get(3)).startsWith("GB33BUKB20201555555555", "EUR", "closing", "2026-01-31");
        assertThat(rows.subList(4, rows.size()))
                .extracting(row -> row[2] + " " + row[3] + " " + row[8] + row[9])
                .containsExactly(
                        "loan_paid_principal 2026-01-31 330.02",
                        "loan_paid_interest 2026-01-31 10.00",
                        "loan_paid_fees 2026-01-31 5.00",
                        "loan_paid_penalties 2026-01-31 0.25",
                        "loan_overdue 2026-01-31 0.00",
                        "loan_next_due 2026-02-05 340.02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(\"http://x\")", "+1", "-1+1", "@SUM(A1)", "\t=1", "  =1", "\r\n=1", "\uFF1D1"})
    void aFormulaIsDefused(String text) throws Exception {
        assertThat(textReadBack(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a \"quoted\" word", "comma, semicolon; and\r\nline end", "\\", "5 - 3 = 2"})
    void otherTextComesBackUnchanged(String text) throws Exception {
        assertThat(textReadBack(text)).isEqualTo(text);
    }

    @Test
    void aLongTextWithControlCharactersAndMarksComesBackUnchanged() throws Exception {
        String text = "\u202Eright to left \u0007\u001B[31m " + "x".repeat(10_000);
        assertThat(textReadBack(text)).isEqualTo(text);
    }

    private String textReadBack(String text) throws Exception {
        Movement movement = StatementSamples.movement(1, EntryKind.TRANSFER, LocalDate.of(2026, 1, 2), text, -1);
        Statement statement =
                StatementSamples.of(StatementSamples.HOLDER, StatementSamples.ACCOUNT, 0, List.of(movement));
        return rows(statement).get(2)[6];
    }

    private List<String[]> rows(Statement statement) throws Exception {
        String text = new String(csv.render(statement), StandardCharsets.UTF_8);
        assertThat(text).endsWith("\r\n");
        try (CSVReader reader = new CSVReaderBuilder(new StringReader(text))
                .withCSVParser(new RFC4180ParserBuilder().build())
                .withKeepCarriageReturn(true)
                .build()) {
            return reader.readAll().stream()
                    .map(row -> {
                        int last = row.length - 1;
                        row[last] = row[last].stripTrailing();
                        return row;
                    })
                    .toList();
        }
    }
}
