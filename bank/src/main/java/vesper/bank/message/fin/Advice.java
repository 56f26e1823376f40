package vesper.bank.message.fin;

import java.util.Optional;
import vesper.bank.message.fin.FinMessage.Field;
import vesper.bank.message.fin.FinValue.Amount;

/** MT900 and MT910, a debit or credit confirmed, as camt.054. */
final class Advice {
    private Advice() {}

    static void write(MxElement document, FinMessage message, String createdAt) throws FinException {
        String id = message.required("20").first();
        String sign = message.type().equals("900") ? "DBIT" : "CRDT";
        Field field = message.required("32");
        MxElement body = document.add("BkToCstmrDbtCdtNtfctn");
        body.put("GrpHdr/MsgId", id);
        body.put("GrpHdr/CreDtTm", createdAt);
        MxElement notification = body.add("Ntfctn");
        notification.put("Id", id);
        if (field.first().length() < 10) {
            throw new FinException("field 32A has no date, currency and amount");
        }
        Amount amount = Amount.of(field.first().substring(6));
        String date = FinValue.date(field.first().substring(0, 6));
        AccountStatement.account(notification, message.required("25"), amount.currency());
        MxElement entry = notification.add("Ntry");
        entry.put("NtryRef", FinParties.NOT_PROVIDED);
        entry.putAmount("Amt", amount);
        entry.put("CdtDbtInd", sign);
        entry.put("Sts/Cd", "BOOK");
        Optional<Field> booked = message.field("13");
        if (booked.isPresent()) {
            entry.put("BookgDt/DtTm", FinValue.moment(booked.get().first()));
        }
        entry.put("ValDt/Dt", date);
        AccountStatement.noCode(entry);
        MxElement details = entry.add("NtryDtls/TxDtls");
        String related = message.required("21").first();
        details.put("Refs/InstrId", related);
        details.put("Refs/EndToEndId", related);
        details.put("Refs/UETR", message.uetr());
        details.putAmount("Amt", amount);
        details.put("CdtDbtInd", sign);
        parties(details, message);
        details.put("RltdDts/IntrBkSttlmDt", date);
        message.field("72").map(Field::text).ifPresent(text -> details.put("AddtlTxInf", text));
    }

    private static void parties(MxElement details, FinMessage message) {
        Optional<Field> customer = message.field("50");
        if (customer.isPresent()) {
            FinParties.customer(details.add("RltdPties/Dbtr"), "Pty", customer.get(), true);
            FinParties.account(details, "RltdPties/DbtrAcct", customer.get());
        }
        message.field("52").ifPresent(bank -> {
            String path =
                    customer.isPresent() || message.type().equals("900") ? "RltdAgts/DbtrAgt" : "RltdPties/Dbtr/Agt";
            FinParties.bank(details.add(path), bank);
        });
        message.field("56").ifPresent(bank -> FinParties.bank(details.add("RltdAgts/IntrmyAgt1"), bank));
    }
}
