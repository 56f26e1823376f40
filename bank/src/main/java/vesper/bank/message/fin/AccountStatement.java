package vesper.bank.message.fin;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vesper.bank.identifier.IdentifierKind;
import vesper.bank.message.fin.FinMessage.Field;
import vesper.bank.message.fin.FinValue.Amount;

/** MT940 and MT950, a statement, as camt.053. */
final class AccountStatement {
    private static final Map<String, String> BALANCES =
            Map.of("60F", "OPBD", "60M", "ITBD", "62F", "CLBD", "62M", "ITBD", "64", "CLAV", "65", "FWAV");
    private static final Pattern BALANCE = Pattern.compile("([CD])([0-9]{6})([A-Z]{3}[0-9]+,[0-9]*)");
    private static final Pattern ENTRY =
            Pattern.compile("([0-9]{6})([0-9]{4})?(R?[CD])([A-Z])?([0-9]+,[0-9]*)([SNF][A-Z0-9]{3})(.*?)(?://(.*))?");

    private AccountStatement() {}

    static void write(MxElement document, FinMessage message, String createdAt) throws FinException {
        String id = message.required("20").first();
        MxElement body = document.add("BkToCstmrStmt");
        body.put("GrpHdr/MsgId", id);
        body.put("GrpHdr/CreDtTm", createdAt);
        MxElement statement = body.add("Stmt");
        statement.put("Id", id);
        statement.put("StmtPgntn/PgNb", "1");
        statement.put("StmtPgntn/LastPgInd", "true");
        String[] numbers = message.required("28").first().split("/", 2);
        statement.put("ElctrncSeqNb", numbers.length > 1 ? numbers[1] : null);
        statement.put("LglSeqNb", numbers[0]);
        account(statement, message.required("25"), currency(message));
        balances(statement, message);
        String currency = currency(message);
        List<Field> fields = message.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).number().equals("61")) {
                boolean told =
                        i + 1 < fields.size() && fields.get(i + 1).number().equals("86");
                entry(
                        statement.add("Ntry"),
                        fields.get(i),
                        currency,
                        told ? fields.get(i + 1).text() : "");
            }
        }
    }

    /** The currency of the account: that of its first balance. */
    static String currency(FinMessage message) throws FinException {
        Matcher balance = BALANCE.matcher(message.required("60").first());
        if (!balance.matches()) {
            throw new FinException("field 60 is no balance");
        }
        return balance.group(3).substring(0, 3);
    }

    /** An account number written with separators is one of its country's own form. */
    static void account(MxElement parent, Field field, String currency) {
        MxElement account = parent.add("Acct");
        String number = field.first().replaceFirst("^/", "");
        FinParties.putAccount(account, number);
        if (number.contains("-") && !IdentifierKind.IBAN.check(number).valid()) {
            account.put("Id/Othr/SchmeNm/Cd", "BBAN");
        }
        account.put("Ccy", currency);
    }

    static void balances(MxElement statement, FinMessage message) throws FinException {
        for (Field field : message.fields()) {
            String type = BALANCES.get(field.number() + field.option());
            if (type == null) {
                continue;
            }
            Matcher parts = BALANCE.matcher(field.first());
            if (!parts.matches()) {
                throw new FinException("field " + field.number() + " is no balance");
            }
            MxElement balance = statement.add("Bal");
            balance.put("Tp/CdOrPrtry/Cd", type);
            balance.putAmount("Amt", Amount.of(parts.group(3)));
            balance.put("CdtDbtInd", sign(parts.group(1)));
            balance.put("Dt/Dt", FinValue.date(parts.group(2)));
        }
    }

    private static void entry(MxElement entry, Field field, String currency, String told) throws FinException {
        Matcher parts = ENTRY.matcher(field.first());
        if (!parts.matches()) {
            throw new FinException("'" + field.first() + "' is no statement line");
        }
        Amount amount = new Amount(currency, FinValue.decimal(parts.group(5)));
        String mark = parts.group(3);
        boolean reversal = mark.startsWith("R");
        // A credit that is reversed is a debit.
        String sign = reversal ? sign(mark.endsWith("C") ? "D" : "C") : sign(mark);
        entry.putAmount("Amt", amount);
        entry.put("CdtDbtInd", sign);
        entry.put("RvslInd", reversal ? "true" : null);
        entry.put("Sts/Cd", "BOOK");
        if (parts.group(2) != null) {
            entry.put("BookgDt/Dt", FinValue.date(parts.group(1).substring(0, 2) + parts.group(2)));
        }
        entry.put("ValDt/Dt", FinValue.date(parts.group(1)));
        entry.put("AcctSvcrRef", parts.group(8));
        noCode(entry);
        MxElement details = entry.add("NtryDtls/TxDtls");
        details.put("Refs/EndToEndId", parts.group(7));
        details.putAmount("Amt", amount);
        details.put("CdtDbtInd", sign);
        details.put("RmtInf/Ustrd", told);
        entry.put("AddtlNtryInf", field.lines().size() > 1 ? field.lines().get(1) : null);
    }

    static String sign(String mark) {
        return mark.equals("C") ? "CRDT" : "DBIT";
    }

    /** MT messages have no code of this kind, and the schema wants one. */
    static void noCode(MxElement entry) {
        entry.put("BkTxCd/Prtry/Cd", FinParties.NOT_PROVIDED);
        entry.put("BkTxCd/Prtry/Issr", FinParties.NOT_PROVIDED);
    }
}
