package vesper.reporting.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.prowidesoftware.swift.model.field.Field60F;
import com.prowidesoftware.swift.model.field.Field60M;
import com.prowidesoftware.swift.model.field.Field61;
import com.prowidesoftware.swift.model.field.Field62F;
import com.prowidesoftware.swift.model.field.Field62M;
import com.prowidesoftware.swift.model.mt.mt9xx.MT940;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vesper.bank.ledger.EntryKind;
import vesper.reporting.statement.Statement.Entry;
import vesper.reporting.statement.Statement.Parties;

/** MT940, read back by another reader of SWIFT messages. */
class StatementMt940Test {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuMMdd");

    private final StatementMt940 mt940 = new StatementMt940();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60, 400})
    void theFiguresReadBackAreThoseOfTheStatement(int entries) {
        Statement statement = StatementSamples.january(entries);
        List<MT940> messages = messages(statement);
        Field60F opening = messages.get(0).getField60F();
        long balance = minor(opening.getDCMark(), opening.amount());
        assertThat(balance).isEqualTo(statement.openingMinor());

        List<Field61> lines = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            MT940 message = messages.get(i);
            assertThat(message.getField25().getAccount())
                    .isEqualTo(statement.account().number());
            assertThat(message.getField28C().getSequenceNumber()).isEqualTo(Integer.toString(i + 1));
            if (i > 0) {
                Field60M forward = message.getField60M();
                assertThat(minor(forward.getDCMark(), forward.amount())).isEqualTo(balance);
            }
            for (Field61 line : message.getField61()) {
                balance += minor(line.getDebitCreditMark(), line.amount());
                lines.add(line);
            }
            if (i < messages.size() - 1) {
                Field62M carried = message.getField62M();
                assertThat(minor(carried.getDCMark(), carried.amount())).isEqualTo(balance);
            }
        }
        Field62F closing = messages.get(messages.size() - 1).getField62F();
        assertThat(minor(closing.getDCMark(), closing.amount()))
                .isEqualTo(balance)
                .isEqualTo(statement.closingMinor());
        assertThat(closing.getDate()).isEqualTo("260131");
        assertThat(lines).hasSize(entries);
        for (int i = 0; i < entries; i++) {
            Entry entry = statement.entries().get(i);
            Field61 line = lines.get(i);
            assertThat(minor(line.getDebitCreditMark(), line.amount())).isEqualTo(entry.amountMinor());
            assertThat(line.getValueDate()).isEqualTo(DATE.format(entry.valueDate()));
            assertThat(line.getEntryDate())
                    .isEqualTo(DATE.format(entry.bookingDate()).substring(2));
            assertThat(line.getReferenceOfTheAccountServicingInstitution()).isEqualTo(entry.reference());
        }
    }

    @Test
    void aMessageHasAtMostTwoThousandCharactersOfTheSetX() {
        List<Statement.Movement> movements = new ArrayList<>();
        for (String text : List.of(
                "Stra\u00DFe & Caf\u00E9 \u041A\u043D\u0438\u0433\u0430",
                ":86:forged",
                "-",
                "\u0000\u202E\uD83D\uDCB6",
                "x".repeat(10_000),
                "y".repeat(65) + "-}{1:F01",
                "z".repeat(64) + "\r\n:62F:C")) {
            movements.add(
                    StatementSamples.movement(movements.size(), EntryKind.FEE, LocalDate.of(2026, 1, 2), text, -1));
        }
        Statement statement = StatementSamples.of(StatementSamples.HOLDER, StatementSamples.ACCOUNT, 0, movements);
        String text = new String(mt940.render(statement), StandardCharsets.US_ASCII);
        assertThat(text).matches("[A-Za-z0-9/?:().,'+ \r\n-]*").contains("Strasse Cafe Kniga");
        assertThat(text.split("(?<=\r\n-\r\n)", -1)).allMatch(message -> message.length() <= 2000);
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
        assertThat(messages(statement).stream()
                        .mapToInt(message -> message.getField61().size())
                        .sum())
                .isEqualTo(movements.size());
        assertThat(messages(statement)
                        .get(messages(statement).size() - 1)
                        .getField62F()
                        .getAmount())
                .isEqualTo("0,07");
    }

    @Test
    void theCounterpartyIsNamedBeforeTheTextUnlessTheyAreTheSame() {
        Statement statement = StatementSamples.of(
                StatementSamples.HOLDER,
                StatementSamples.ACCOUNT,
                0,
                List.of(
                        paid("Rent", new Parties("Ada Nilsson", "")),
                        paid("Harbour Books", new Parties("Harbour Books", "books"))));
        assertThat(new String(mt940.render(statement), StandardCharsets.US_ASCII))
                .contains("\r\n:86:Ada Nilsson Rent\r\n", "\r\n:86:Harbour Books\r\n");
    }

    @Test
    void anAmountThatHasNoRoomIsRefusedAndNotCut() {
        long most = 99_999_999_999_999L;
        assertThat(messages(deposit(most))).hasSize(1);
        assertThatThrownBy(() -> mt940.render(deposit(most + 1)))
                .isInstanceOf(UnwritableStatementException.class)
                .hasMessage("MT940 has no room for 1000000000000,00: an amount has at most 15 characters");
    }

    private static Statement.Movement paid(String text, Parties parties) {
        return StatementSamples.movement(1, EntryKind.TRANSFER, LocalDate.of(2026, 1, 2), text, parties, -1);
    }

    private static Statement deposit(long amountMinor) {
        return StatementSamples.of(
                StatementSamples.HOLDER,
                StatementSamples.ACCOUNT,
                0,
                List.of(StatementSamples.movement(
                        1, EntryKind.DEPOSIT, LocalDate.of(2026, 1, 2), "much", amountMinor)));
    }

    private List<MT940> messages(Statement statement) {
        String text = new String(mt940.render(statement), StandardCharsets.US_ASCII);
        List<MT940> messages = new ArrayList<>();
        for (String message : text.split("(?<=\r\n)-\r\n", -1)) {
            if (!message.isEmpty()) {
                messages.add(MT940.parse("{1:F01VESPGB2LAXXX0000000000}{2:I940VESPGB2LXXXXN}{4:\r\n" + message + "-}"));
            }
        }
        return messages;
    }

    private static long minor(String mark, BigDecimal amount) {
        long minor = amount.movePointRight(2).longValueExact();
        return mark.equals("D") ? -minor : minor;
    }
}
