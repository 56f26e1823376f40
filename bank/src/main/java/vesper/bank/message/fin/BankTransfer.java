package vesper.bank.message.fin;

import java.util.List;
import java.util.Optional;
import vesper.bank.message.fin.FinMessage.Field;
import vesper.bank.message.fin.FinValue.Amount;

/** MT202 and MT205, a bank's own transfer, as pacs.009; with the cover of a customer's; or, if it returns one, as pacs.004. */
final class BankTransfer {
    private BankTransfer() {}

    static MtTranslator.Target target(FinMessage message) {
        CodeLines codes = CodeLines.of(message.field("72"));
        if (codes.has("RETN")) {
            return new MtTranslator.Target("pacs.004.001.09", "swift.cbprplus.03", PaymentReturn::write);
        }
        if (codes.has("REJT")) {
            return new MtTranslator.Target("pacs.002.001.10", "swift.cbprplus.03", Rejection::write);
        }
        String service = covers(message)
                ? "swift.cbprplus.cov.03"
                : isCover(message) ? "swift.cbprplus.adv.03" : "swift.cbprplus.03";
        return new MtTranslator.Target("pacs.009.001.08", service, BankTransfer::write);
    }

    /** Whether it covers a customer's transfer, which follows in fields of its own. */
    private static boolean covers(FinMessage message) {
        return message.field("50").isPresent();
    }

    /** Whether the banks settle it through others. */
    private static boolean isCover(FinMessage message) {
        return message.field("53").isPresent() && message.field("54").isPresent();
    }

    static void settlement(MxElement header, FinMessage message) {
        MxElement settlement = header.add("SttlmInf");
        settlement.put("SttlmMtd", isCover(message) ? "COVE" : "INDA");
        if (isCover(message)) {
            message.field("53").ifPresent(field -> FinParties.agent(settlement, "InstgRmbrsmntAgt", field));
            message.field("54").ifPresent(field -> FinParties.agent(settlement, "InstdRmbrsmntAgt", field));
        }
    }

    /** Date, currency and amount of field 32A. */
    static Amount settled(MxElement transfer, Field field, String amountName, String dateName) throws FinException {
        String text = field.first();
        if (text.length() < 10) {
            throw new FinException("field 32A has no date, currency and amount");
        }
        Amount amount = Amount.of(text.substring(6));
        transfer.putAmount(amountName, amount);
        transfer.put(dateName, FinValue.date(text.substring(0, 6)));
        return amount;
    }

    /** The banks that sent the transfer on before the sender: up to three. */
    static void previousAgents(MxElement transfer, CodeLines codes) {
        int number = 1;
        for (CodeLines.Line line : codes.lines()) {
            if (line.code().equals("INS") && number <= 3) {
                FinParties.named(transfer.add("PrvsInstgAgt" + number++), line.text());
            }
        }
    }

    static void write(MxElement document, FinMessage message, String createdAt) throws FinException {
        int customer = firstOf(message.fields(), "50");
        FinMessage own = message.with(message.fields().subList(0, customer));
        MxElement body = document.add("FICdtTrf");
        MxElement header = body.add("GrpHdr");
        header.put("MsgId", own.required("20").first());
        header.put("CreDtTm", createdAt);
        header.put("NbOfTxs", "1");
        settlement(header, own);
        MxElement transfer = body.add("CdtTrfTxInf");
        CodeLines codes = CodeLines.of(own.field("72"));
        transfer.put("PmtId/InstrId", own.required("20").first());
        transfer.put("PmtId/EndToEndId", own.required("21").first());
        transfer.put("PmtId/UETR", own.uetr());
        settled(transfer, own.required("32"), "IntrBkSttlmAmt", "IntrBkSttlmDt");
        previousAgents(transfer, codes);
        transfer.put("InstgAgt/FinInstnId/BICFI", own.sender());
        transfer.put("InstdAgt/FinInstnId/BICFI", own.receiver());
        banks(transfer, own);
        texts(transfer, codes);
        if (customer < message.fields().size()) {
            underlying(
                    transfer.add("UndrlygCstmrCdtTrf"),
                    message.with(
                            message.fields().subList(customer, message.fields().size())));
        }
    }

    private static int firstOf(List<Field> fields, String number) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).number().equals(number)) {
                return i;
            }
        }
        return fields.size();
    }

    private static void banks(MxElement transfer, FinMessage own) throws FinException {
        own.field("56").ifPresent(field -> FinParties.agent(transfer, "IntrmyAgt1", field));
        Optional<Field> debtor = own.field("52");
        if (debtor.isPresent()) {
            FinParties.agent(transfer, "Dbtr", debtor.get());
        } else {
            transfer.put("Dbtr/FinInstnId/BICFI", own.sender());
        }
        own.field("57").ifPresent(field -> FinParties.agent(transfer, "CdtrAgt", field));
        FinParties.agent(transfer, "Cdtr", own.required("58"));
    }

    private static void texts(MxElement transfer, CodeLines codes) {
        for (CodeLines.Line line : codes.lines()) {
            switch (line.code()) {
                case "INS", "BNF" -> {
                    // The one is told before, the other after.
                }
                case "ACC" -> transfer.add("InstrForCdtrAgt").put("InstrInf", line.whole());
                default -> transfer.add("InstrForNxtAgt").put("InstrInf", line.whole());
            }
        }
        codes.first("BNF").ifPresent(text -> transfer.put("RmtInf/Ustrd", "/BNF/" + text));
    }

    private static void underlying(MxElement transfer, FinMessage customer) throws FinException {
        Field debtor = customer.required("50");
        FinParties.customer(transfer, "Dbtr", debtor, true);
        FinParties.account(transfer, "DbtrAcct", debtor);
        customer.field("52").ifPresent(field -> FinParties.agent(transfer, "DbtrAgt", field));
        customer.field("56").ifPresent(field -> FinParties.agent(transfer, "IntrmyAgt1", field));
        customer.field("57").ifPresent(field -> FinParties.agent(transfer, "CdtrAgt", field));
        Field creditor = customer.required("59");
        FinParties.customer(transfer, "Cdtr", creditor, false);
        FinParties.account(transfer, "CdtrAcct", creditor);
        customer.field("70").map(Field::text).ifPresent(text -> transfer.put("RmtInf/Ustrd", text));
    }
}
