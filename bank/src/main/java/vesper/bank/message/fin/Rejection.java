package vesper.bank.message.fin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vesper.bank.message.fin.FinMessage.Field;

/** A payment that was not carried out ({@code /REJT/} in field 79 or 72), as pacs.002. */
final class Rejection {
    private Rejection() {}

    static void write(MxElement document, FinMessage message, String createdAt) throws FinException {
        Optional<Field> narrative = message.field("79").or(() -> message.field("72"));
        CodeLines codes = CodeLines.of(narrative);
        if (!codes.has("REJT")) {
            throw new FinException("MT" + message.type() + " tells no rejection");
        }
        MxElement body = document.add("FIToFIPmtStsRpt");
        body.put("GrpHdr/MsgId", message.required("20").first());
        body.put("GrpHdr/CreDtTm", createdAt);
        MxElement status = body.add("TxInfAndSts");
        String reference = codes.first("MREF").orElse(message.required("21").first());
        status.put("OrgnlGrpInf/OrgnlMsgId", reference);
        status.put("OrgnlGrpInf/OrgnlMsgNmId", "MT" + message.type());
        status.put("OrgnlInstrId", reference);
        status.put("OrgnlEndToEndId", codes.first("TREF").orElse(null));
        status.put("OrgnlUETR", uetr(codes, message));
        status.put("TxSts", "RJCT");
        Reason.put(status, "StsRsnInf", codes, "REJT");
        status.put("InstgAgt/FinInstnId/BICFI", message.sender());
        status.put("InstdAgt/FinInstnId/BICFI", message.receiver());
    }

    private static @Nullable String uetr(CodeLines codes, FinMessage message) {
        String text = codes.first("TEXT").orElse("");
        return text.startsWith("/UETR/") ? text.substring("/UETR/".length()) : message.uetr();
    }
}
