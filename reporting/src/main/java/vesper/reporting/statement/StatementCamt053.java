package vesper.reporting.statement;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import vesper.bank.Ids;
import vesper.bank.ledger.EntryKind;
import vesper.bank.servicing.LoanPeriod;
import vesper.reporting.statement.Statement.Entry;

/**
 * Writes a statement as camt.053.001.08, the ISO 20022 bank-to-customer statement. Written directly: one message needs none
 * of the thousands of classes of a whole ISO 20022 model; tests read it back with such a model and hold it against the
 * schema.
 */
public final class StatementCamt053 {

    static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

    /** Most characters of one line of unstructured remittance information. */
    private static final int USTRD = 140;
    /** Most characters of the additional information on a statement. */
    private static final int ADDITIONAL = 500;

    private final XMLOutputFactory factory = XMLOutputFactory.newDefaultFactory();

    /** The message, in UTF-8. The same statement gives the same bytes. */
    public byte[] render(Statement statement) {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(2048 + 1024 * statement.entries().size());
        try {
            XMLStreamWriter xml = factory.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            new Message(xml, statement).write();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /** One message being written. Elements are in the order of the schema. */
    private static final class Message {
        private final XMLStreamWriter xml;
        private final Statement statement;
        private final Notation notation;
        private final Wording words;
        private final String id;

        Message(XMLStreamWriter xml, Statement statement) {
            this.xml = xml;
            this.statement = statement;
            this.words = Wording.in(statement.holder().language());
            this.notation = new Notation(statement.account().currency(), words.language());
            this.id = Ids.of(
                            "camt.053",
                            statement.account().number(),
                            statement.period().toString())
                    .toString()
                    .replace("-", "");
        }

        void write() throws XMLStreamException {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("Document");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeStartElement("BkToCstmrStmt");
            xml.writeStartElement("GrpHdr");
            text("MsgId", id);
            text("CreDtTm", statement.issuedOn() + "T00:00:00Z");
            xml.writeEndElement();
            xml.writeStartElement("Stmt");
            text("Id", id);
            text("CreDtTm", statement.issuedOn() + "T00:00:00Z");
            xml.writeStartElement("FrToDt");
            text("FrDtTm", statement.period().from() + "T00:00:00Z");
            text("ToDtTm", statement.period().to() + "T23:59:59Z");
            xml.writeEndElement();
            account();
            balance("OPBD", statement.openingMinor(), statement.period().from());
            balance("CLBD", statement.closingMinor(), statement.period().to());
            summary();
            for (Entry entry : statement.entries()) {
                entry(entry);
            }
            if (statement.loan() != null) {
                text("AddtlStmtInf", shortened(loan(statement.loan()), ADDITIONAL));
            }
            xml.writeEndDocument();
        }

        /** What the message has no elements for: what was paid of the loan and what is owed, in the holder's language. */
        private String loan(LoanPeriod loan) {
            return LoanFigures.of(loan, words, notation).stream()
                    .map(figure -> (figure.label() + " " + figure.value()).strip())
                    .collect(Collectors.joining("; "));
        }

        private void account() throws XMLStreamException {
            xml.writeStartElement("Acct");
            xml.writeStartElement("Id");
            text("IBAN", statement.account().number());
            xml.writeEndElement();
            text("Ccy", statement.account().currency());
            text("Nm", shortened(statement.account().name(), 70));
            xml.writeStartElement("Ownr");
            text("Nm", shortened(statement.holder().name(), 140));
            xml.writeEndElement();
            xml.writeStartElement("Svcr");
            xml.writeStartElement("FinInstnId");
            text("BICFI", statement.bank().bic());
            text("Nm", shortened(statement.bank().name(), 140));
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
        }

        private void balance(String code, long amountMinor, LocalDate date) throws XMLStreamException {
            xml.writeStartElement("Bal");
            xml.writeStartElement("Tp");
            xml.writeStartElement("CdOrPrtry");
            text("Cd", code);
            xml.writeEndElement();
            xml.writeEndElement();
            amount(amountMinor);
            date("Dt", date);
            xml.writeEndElement();
        }

        private void summary() throws XMLStreamException {
            xml.writeStartElement("TxsSummry");
            xml.writeStartElement("TtlNtries");
            text("NbOfNtries", Integer.toString(statement.entries().size()));
            xml.writeEndElement();
            total("TtlCdtNtries", statement.creditsMinor());
            total("TtlDbtNtries", statement.debitsMinor());
            xml.writeEndElement();
        }

        private void total(String name, long sumMinor) throws XMLStreamException {
            xml.writeStartElement(name);
            text("Sum", unsigned(sumMinor));
            xml.writeEndElement();
        }

        private void entry(Entry entry) throws XMLStreamException {
            String reference = entry.id().toString().replace("-", "");
            xml.writeStartElement("Ntry");
            text("NtryRef", entry.reference());
            amount(entry.amountMinor());
            xml.writeStartElement("Sts");
            text("Cd", "BOOK");
            xml.writeEndElement();
            date("BookgDt", entry.bookingDate());
            date("ValDt", entry.valueDate());
            text("AcctSvcrRef", reference);
            xml.writeStartElement("BkTxCd");
            code(entry);
            xml.writeEndElement();
            xml.writeStartElement("NtryDtls");
            xml.writeStartElement("TxDtls");
            xml.writeStartElement("Refs");
            text("AcctSvcrRef", reference);
            xml.writeEndElement();
            counterparty(entry);
            remittance(entry);
            xml.writeEndElement();
            xml.writeEndElement();
            text("AddtlNtryInf", words.kind(entry.kind()));
            xml.writeEndElement();
        }

        private void counterparty(Entry entry) throws XMLStreamException {
            String name = legal(entry.parties().counterparty()).strip();
            if (!name.isEmpty()) {
                xml.writeStartElement("RltdPties");
                xml.writeStartElement(entry.amountMinor() < 0 ? "Cdtr" : "Dbtr");
                xml.writeStartElement("Pty");
                text("Nm", shortened(name, 140));
                xml.writeEndElement();
                xml.writeEndElement();
                xml.writeEndElement();
            }
        }

        private void remittance(Entry entry) throws XMLStreamException {
            List<String> lines = lines(legal(entry.text()).strip());
            if (!lines.isEmpty()) {
                xml.writeStartElement("RmtInf");
                for (String line : lines) {
                    text("Ustrd", line);
                }
                xml.writeEndElement();
            }
        }

        private void code(Entry entry) throws XMLStreamException {
            String[] code =
                    transactionCode(entry.kind(), entry.amountMinor() > 0).split("-", 3);
            xml.writeStartElement("Domn");
            text("Cd", code[0]);
            xml.writeStartElement("Fmly");
            text("Cd", code[1]);
            text("SubFmlyCd", code[2]);
            xml.writeEndElement();
            xml.writeEndElement();
        }

        /** An amount without sign, and the side it is on; zero is a credit. */
        private void amount(long amountMinor) throws XMLStreamException {
            xml.writeStartElement("Amt");
            xml.writeAttribute("Ccy", statement.account().currency());
            xml.writeCharacters(unsigned(amountMinor));
            xml.writeEndElement();
            text("CdtDbtInd", amountMinor < 0 ? "DBIT" : "CRDT");
        }

        private String unsigned(long amountMinor) {
            String plain = notation.plain(amountMinor);
            return plain.startsWith("-") ? plain.substring(1) : plain;
        }

        private void date(String name, LocalDate date) throws XMLStreamException {
            xml.writeStartElement(name);
            text("Dt", date.toString());
            xml.writeEndElement();
        }

        private void text(String name, String value) throws XMLStreamException {
            xml.writeStartElement(name);
            xml.writeCharacters(legal(value));
            xml.writeEndElement();
        }
    }

    /** Domain, family and sub-family of ISO 20022's external list of bank transaction codes. */
    static String transactionCode(EntryKind kind, boolean credit) {
        return switch (kind) {
            case CARD_PAYMENT -> "PMNT-CCRD-POSD";
            case TRANSFER -> credit ? "PMNT-RCDT-BOOK" : "PMNT-ICDT-BOOK";
            case DEPOSIT, OPENING -> "PMNT-CNTR-CDPT";
            case CAPITALISATION, OVERDRAFT_INTEREST -> credit ? "ACMT-MCOP-INTR" : "ACMT-MDOP-INTR";
            case WITHHOLDING_TAX -> credit ? "ACMT-MCOP-TAXE" : "ACMT-MDOP-TAXE";
            case LOAN_DISBURSEMENT -> "LDAS-CSLN-DDWN";
            case LOAN_REPAYMENT -> "LDAS-CSLN-PPAY";
            case DIRECT_DEBIT -> credit ? "PMNT-IDDT-PMDD" : "PMNT-RDDT-PMDD";
            case FEE, ACCOUNT_FEE -> "ACMT-MDOP-CHRG";
            case LOAN_ACCRUAL, LOAN_CHARGE, LOAN_ADJUSTMENT, LOAN_PROVISION -> "LDAS-CSLN-OTHR";
            case REVERSAL -> credit ? "ACMT-MCOP-ADJT" : "ACMT-MDOP-ADJT";
            case EXCHANGE -> "FORX-SPOT-OTHR";
        };
    }

    private static String shortened(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters));
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (String rest = text; !rest.isEmpty(); ) {
            String line = shortened(rest, USTRD);
            lines.add(line);
            rest = rest.substring(line.length());
        }
        return lines;
    }

    /** The text without what XML 1.0 cannot hold (control characters, lone surrogates). */
    private static String legal(String text) {
        return text.codePoints().allMatch(StatementCamt053::legal)
                ? text
                : text.codePoints()
                        .filter(StatementCamt053::legal)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean legal(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c != 0xFFFE && c != 0xFFFF);
    }
}
