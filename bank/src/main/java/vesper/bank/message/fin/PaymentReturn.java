package vesper.bank.message.fin;

/** A bank's transfer that gives a payment back ({@code /RETN/} in field 72), as pacs.004. */
final class PaymentReturn {
    private PaymentReturn() {}

    static void write(MxElement document, FinMessage message, String createdAt) throws FinException {
        CodeLines codes = CodeLines.of(message.field("72"));
        MxElement body = document.add("PmtRtr");
        MxElement header = body.add("GrpHdr");
        header.put("MsgId", message.required("20").first());
        header.put("CreDtTm", createdAt);
        header.put("NbOfTxs", "1");
        BankTransfer.settlement(header, message);
        MxElement returned = body.add("TxInf");
        returned.put("RtrId", message.required("20").first());
        returned.put("OrgnlInstrId", codes.first("MREF").orElse(null));
        returned.put(
                "OrgnlEndToEndId",
                codes.first("TREF").orElse(message.required("21").first()));
        returned.put("OrgnlUETR", message.uetr());
        BankTransfer.settled(returned, message.required("32"), "RtrdIntrBkSttlmAmt", "IntrBkSttlmDt");
        returned.put("ChrgBr", "SHAR");
        returned.put("InstgAgt/FinInstnId/BICFI", message.sender());
        returned.put("InstdAgt/FinInstnId/BICFI", message.receiver());
        MxElement chain = returned.add("RtrChain");
        message.field("52").ifPresent(field -> FinParties.bank(chain.add("Dbtr/Agt"), field));
        message.field("57").ifPresent(field -> FinParties.bank(chain.add("CdtrAgt"), field));
        FinParties.bank(chain.add("Cdtr/Agt"), message.required("58"));
        Reason.put(returned, "RtrRsnInf", codes, "RETN");
    }
}
