package vesper.bank.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from messages of all versions is held to the cases of others ({@code camt_statements.json}). */
class AccountReportTest {
    private static final String STATEMENT = """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
              <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-01T00:00:00</CreDtTm></GrpHdr>
              <Stmt><Id>S1</Id><Acct><Id><Othr><Id>77</Id></Othr></Id></Acct>
                <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>
                  <Dt><Dt>2026-02-01</Dt></Dt></Bal>
                <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">5.5</Amt><CdtDbtInd>CRDT</CdtDbtInd>
                  <Dt><DtTm>2026-02-28T23:59:59</DtTm></Dt></Bal>
                <Ntry><Amt Ccy="EUR">15.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
                  <BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd></Ntry>
                <Ntry><Amt Ccy="EUR">99</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts>
                  <BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd></Ntry>
              </Stmt></BkToCstmrStmt></Document>
            """;

    private static AccountReport read(String xml) throws MessageException {
        return AccountReportReader.read(XmlMessage.read(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("Booked entries lead from the opening balance to the closing one, expected ones do not count")
    void bookedEntriesAddUp() throws MessageException {
        AccountReport.Statement statement = read(STATEMENT).statements().get(0);
        assertThat(statement.addsUp()).contains(true);
        assertThat(statement.account()).isEqualTo("77");
        assertThat(statement.balances().get(1).date().date()).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(read(STATEMENT.replace("15.50", "15.51")).statements().get(0).addsUp())
                .contains(false);
        assertThat(read(STATEMENT.replace("Ccy=\"EUR\">15", "Ccy=\"USD\">15"))
                        .statements()
                        .get(0)
                        .addsUp())
                .contains(false);
        assertThat(read(STATEMENT.replace("OPBD", "PRCD")).statements().get(0).addsUp())
                .isEmpty();
    }

    @Test
    @DisplayName("A valid message has no faults, and a wrong one is told each of its own")
    void faultsAreListed() throws MessageException {
        MessageSchemas schemas = new MessageSchemas();
        assertThat(schemas.faults(XmlMessage.read(STATEMENT.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        String wrong = STATEMENT.replace("<MsgId>M1</MsgId>", "").replace(">99<", ">-99<");
        assertThat(schemas.faults(XmlMessage.read(wrong.getBytes(StandardCharsets.UTF_8))))
                .anyMatch(fault -> fault.contains("MsgId"))
                .anyMatch(fault -> fault.contains("-99"));
        assertThatExceptionOfType(MessageException.class)
                .isThrownBy(() -> schemas.faults(
                        XmlMessage.read("<Document xmlns='x:../camt'/>".getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("not taken");
    }

    @ParameterizedTest
    @DisplayName("What cannot be understood is refused with a reason")
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<Document>",
                "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'/>",
                "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'/>",
                "<a:b/>"
            })
    void otherTextsAreRefused(String xml) {
        assertThatExceptionOfType(MessageException.class)
                .isThrownBy(() -> read(xml))
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank());
    }

    @ParameterizedTest
    @DisplayName("An amount, a currency or an indicator that is none is named")
    @ValueSource(strings = {"15.50|15,50|no amount", " Ccy=\"EUR\"||no currency", "CRDT|BOTH|CRDT nor DBIT"})
    void brokenEntriesAreRefused(String change) {
        String[] parts = change.split("\\|", -1);
        assertThatExceptionOfType(MessageException.class)
                .isThrownBy(() -> read(STATEMENT.replace(parts[0], parts[1])))
                .withMessageContaining(parts[2]);
    }

    @Test
    @DisplayName("A message cannot make the bank read its own files")
    void documentTypesAreRefused() {
        String xml =
                "<!DOCTYPE d [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>" + STATEMENT.replace("<MsgId>M1", "<MsgId>&f;");
        assertThatExceptionOfType(MessageException.class)
                .isThrownBy(() -> read(xml))
                .withMessageContaining("DOCTYPE");
    }
}
