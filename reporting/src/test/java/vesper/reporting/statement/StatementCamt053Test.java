package vesper.reporting.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.dic.AccountStatement9;
import com.prowidesoftware.swift.model.mx.dic.CashBalance8;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import vesper.bank.ledger.EntryKind;
import vesper.reporting.statement.Statement.Entry;
import vesper.reporting.statement.Statement.Holder;
import vesper.reporting.statement.Statement.Movement;

class StatementCamt053Test {
    private final StatementCamt053 camt = new StatementCamt053();

    @Test
    void theFiguresReadBackAreThoseOfTheStatement() {
        Statement statement = StatementSamples.january(60);
        AccountStatement9 read = read(statement);

        assertThat(read.getAcct().getId().getIBAN())
                .isEqualTo(statement.account().number());
        assertThat(minor(read.getBal().get(0))).isEqualTo(statement.openingMinor());
        assertThat(minor(read.getBal().get(1))).isEqualTo(statement.closingMinor());
        assertThat(read.getTxsSummry()
                        .getTtlCdtNtries()
                        .getSum()
                        .movePointRight(2)
                        .longValueExact())
                .isEqualTo(statement.creditsMinor());
        assertThat(read.getTxsSummry()
                        .getTtlDbtNtries()
                        .getSum()
                        .movePointRight(2)
                        .negate()
                        .longValueExact())
                .isEqualTo(statement.debitsMinor());
        long balance = minor(read.getBal().get(0));
        for (int i = 0; i < 60; i++) {
            ReportEntry10 entry = read.getNtry().get(i);
            Entry expected = statement.entries().get(i);
            assertThat(signed(entry.getAmt().getValue(), entry.getCdtDbtInd())).isEqualTo(expected.amountMinor());
            assertThat(entry.getBookgDt().getDt()).isEqualTo(expected.bookingDate());
            assertThat(entry.getValDt().getDt()).isEqualTo(expected.valueDate());
            assertThat(entry.getAcctSvcrRef())
                    .isEqualTo(expected.id().toString().replace("-", ""));
            if (!expected.text().isEmpty()) {
                assertThat(entry.getNtryDtls()
                                .get(0)
                                .getTxDtls()
                                .get(0)
                                .getRmtInf()
                                .getUstrd())
                        .containsExactly(expected.text());
            }
            balance += expected.amountMinor();
        }
        assertThat(balance).isEqualTo(minor(read.getBal().get(1)));
    }

    @Test
    void theMessageIsValidAgainstTheSchema() throws Exception {
        Optional<Path> schema = schema();
        assumeTrue(schema.isPresent(), "the schema of ISO 20022 is not beside this repository");
        List<Movement> movements = new ArrayList<>();
        for (EntryKind kind : EntryKind.values()) {
            movements.add(StatementSamples.movement(movements.size(), kind, LocalDate.of(2026, 1, 5), "", 5));
            movements.add(StatementSamples.movement(
                    movements.size(),
                    kind,
                    LocalDate.of(2026, 1, 5),
                    "<&\u0000\u001B\u202E " + "long ".repeat(2000),
                    -7));
        }
        Holder holder = new Holder("N\u00E4me ".repeat(60), List.of(), "en");
        for (Statement statement : List.of(
                StatementSamples.january(60),
                StatementSamples.january(0),
                StatementSamples.loan(),
                StatementSamples.of(holder, StatementSamples.ACCOUNT, -1, movements))) {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(schema.get().toFile())
                    .newValidator()
                    .validate(new StreamSource(new ByteArrayInputStream(camt.render(statement))));
        }
    }

    @Test
    void aLoanIsToldInTheHoldersLanguage() {
        assertThat(read(StatementSamples.loan()).getAddtlStmtInf())
                .isEqualTo(
                        "Principal owed 669.98; Principal paid in the period 330.02; Interest paid in the period 10.00;"
                                + " Fees paid in the period 5.00; Penalties paid in the period 0.25; Overdue 0.00;"
                                + " Next instalment, due 2026-02-05 340.02");
        assertThat(read(StatementSamples.january(1)).getAddtlStmtInf()).isNull();
    }

    @Test
    void aRepeatGivesTheSameBytes() {
        assertThat(camt.render(StatementSamples.january(7))).isEqualTo(camt.render(StatementSamples.january(7)));
    }

    private AccountStatement9 read(Statement statement) {
        String xml = new String(camt.render(statement), StandardCharsets.UTF_8);
        return MxCamt05300108.parse(xml).getBkToCstmrStmt().getStmt().get(0);
    }

    private static long minor(CashBalance8 balance) {
        return signed(balance.getAmt().getValue(), balance.getCdtDbtInd());
    }

    private static long signed(BigDecimal amount, CreditDebitCode side) {
        long minor = amount.movePointRight(2).longValueExact();
        return side == CreditDebitCode.DBIT ? -minor : minor;
    }

    /** The published schema, in the folder of acceptance cases that lies beside the repository, if it does. */
    private static Optional<Path> schema() {
        return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(folder -> folder.resolve("shared/cases/xsd/camt.053.001.08.xsd"))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
