package vesper.bank.message;

import static vesper.bank.message.XmlMessage.all;
import static vesper.bank.message.XmlMessage.text;
import static vesper.bank.message.XmlMessage.texts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import vesper.bank.message.AccountReport.Balance;
import vesper.bank.message.AccountReport.Entry;
import vesper.bank.message.AccountReport.Moment;
import vesper.bank.message.AccountReport.Sign;
import vesper.bank.message.AccountReport.Statement;
import vesper.bank.message.AccountReport.Transaction;

/**
 * Reads camt.052, camt.053 and camt.054 of any version. It does not replace {@link MessageSchemas}: it refuses only what it
 * cannot understand.
 */
public final class AccountReportReader {
    /** What a message and the accounts in it are called, by kind. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "camt.052", List.of("BkToCstmrAcctRpt", "Rpt"),
            "camt.053", List.of("BkToCstmrStmt", "Stmt"),
            "camt.054", List.of("BkToCstmrDbtCdtNtfctn", "Ntfctn"));

    private AccountReportReader() {}

    /** @throws MessageException if it is no such message, or an amount or indicator in it is none */
    public static AccountReport read(XmlMessage message) throws MessageException {
        String type = message.type();
        List<String> names = NAMES.get(type.length() < 8 ? type : type.substring(0, 8));
        if (names == null) {
            throw new MessageException("a message of type " + type + " is no account report");
        }
        Element body = body(message, names.get(0));
        List<Statement> statements = new ArrayList<>();
        for (Element statement : all(body, names.get(1))) {
            statements.add(statement(statement));
        }
        return new AccountReport(type, text(body, "GrpHdr/MsgId").orElse(null), List.copyOf(statements));
    }

    /** First versions have their number in the name: {@code BkToCstmrStmtV01}. */
    private static Element body(XmlMessage message, String name) throws MessageException {
        for (String named : List.of(name, name + "V01")) {
            List<Element> bodies = all(message.payload(), named);
            if (bodies.size() == 1) {
                return bodies.get(0);
            }
        }
        throw new MessageException("message has no " + name);
    }

    private static Statement statement(Element statement) throws MessageException {
        List<Balance> balances = new ArrayList<>();
        for (Element balance : all(statement, "Bal")) {
            balances.add(new Balance(
                    text(balance, "Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry").orElse(null),
                    amount(balance),
                    currency(balance),
                    sign(balance),
                    moment(balance, "Dt")));
        }
        List<Entry> entries = new ArrayList<>();
        for (Element entry : all(statement, "Ntry")) {
            entries.add(entry(entry));
        }
        return new Statement(
                text(statement, "Id").orElse(null),
                text(statement, "Acct/Id/IBAN", "Acct/Id/Othr/Id").orElse(null),
                List.copyOf(balances),
                List.copyOf(entries));
    }

    private static Entry entry(Element entry) throws MessageException {
        List<Transaction> transactions = Stream.of("NtryDtls/TxDtls", "TxDtls")
                .flatMap(path -> all(entry, path).stream())
                .map(details -> new Transaction(
                        text(details, "Refs/EndToEndId").orElse(null),
                        texts(details, "RmtInf/Ustrd"),
                        texts(details, "RmtInf/Strd/CdtrRefInf/Ref")))
                .toList();
        return new Entry(
                text(entry, "NtryRef").orElse(null),
                amount(entry),
                currency(entry),
                sign(entry),
                text(entry, "Sts/Cd", "Sts/Prtry", "Sts").orElse(null),
                moment(entry, "BookgDt"),
                moment(entry, "ValDt"),
                text(entry, "RvslInd")
                        .map(flag -> flag.equals("true") || flag.equals("1"))
                        .orElse(null),
                transactions);
    }

    private static BigDecimal amount(Element owner) throws MessageException {
        Optional<String> amount = text(owner, "Amt");
        try {
            return new BigDecimal(amount.orElse(""));
        } catch (NumberFormatException e) {
            throw new MessageException(owner.getLocalName() + " has no amount");
        }
    }

    private static String currency(Element owner) throws MessageException {
        String currency = all(owner, "Amt").get(0).getAttribute("Ccy");
        if (currency.isEmpty()) {
            throw new MessageException("an amount of " + owner.getLocalName() + " has no currency");
        }
        return currency;
    }

    private static Sign sign(Element owner) throws MessageException {
        String sign = text(owner, "CdtDbtInd").orElse("");
        return switch (sign) {
            case "CRDT" -> Sign.CRDT;
            case "DBIT" -> Sign.DBIT;
            default -> throw new MessageException(owner.getLocalName() + " is neither CRDT nor DBIT");
        };
    }

    private static @Nullable Moment moment(Element owner, String name) {
        return text(owner, name + "/Dt", name + "/DtTm").map(Moment::new).orElse(null);
    }
}
