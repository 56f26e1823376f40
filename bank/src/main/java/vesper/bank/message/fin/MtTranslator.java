package vesper.bank.message.fin;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Translates an MT message into the ISO 20022 message of the same meaning, with its business application header. */
public final class MtTranslator {
    private static final String HEAD = "urn:iso:std:iso:20022:tech:xsd:head.001.001.02";
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+00:00'");

    private MtTranslator() {}

    /** What a translation fills. */
    record Target(String type, String service, Body body) {}

    /** Writes the body of a message. */
    interface Body {
        void write(MxElement document, FinMessage message, String createdAt) throws FinException;
    }

    /**
     * @param fin the message with its blocks 1 to 4
     * @param now stands for the time of a message that does not tell when it was sent
     * @return an {@code Envelope} of {@code AppHdr} and {@code Document}
     * @throws FinException if the message cannot be read, lacks a field, or is of a type that is not translated
     */
    public static Document translate(String fin, Instant now) throws FinException {
        FinMessage message = FinMessage.parse(fin);
        Target target = target(message);
        LocalDateTime sentAt = message.sentAt();
        String createdAt = SECOND.format(sentAt == null ? LocalDateTime.ofInstant(now, ZoneOffset.UTC) : sentAt);
        Document document = document();
        Element envelope = document.createElementNS(null, "Envelope");
        document.appendChild(envelope);
        header(in(envelope, "AppHdr", HEAD), message, target, createdAt);
        String namespace = "urn:iso:std:iso:20022:tech:xsd:" + target.type();
        target.body().write(in(envelope, "Document", namespace), message, createdAt);
        return document;
    }

    private static Target target(FinMessage message) throws FinException {
        return switch (message.type()) {
            case "103" -> new Target("pacs.008.001.08", "swift.cbprplus.03", CustomerTransfer::write);
            case "202", "205" -> BankTransfer.target(message);
            case "199", "299" -> new Target("pacs.002.001.10", "swift.cbprplus.03", Rejection::write);
            case "900", "910" -> new Target("camt.054.001.08", "swift.cbprplus.03", Advice::write);
            case "940", "950" -> new Target("camt.053.001.08", "swift.cbprplus.03", AccountStatement::write);
            case "941" -> new Target("camt.052.001.08", "swift.cbprplus.03", BalanceReport::write);
            default -> throw new FinException("MT" + message.type() + " is not translated");
        };
    }

    private static void header(MxElement header, FinMessage message, Target target, String createdAt)
            throws FinException {
        header.put("Fr/FIId/FinInstnId/BICFI", message.sender());
        header.put("To/FIId/FinInstnId/BICFI", message.receiver());
        header.put("BizMsgIdr", message.required("20").first());
        header.put("MsgDefIdr", target.type());
        header.put("BizSvc", target.service());
        header.put("CreDt", createdAt);
    }

    private static MxElement in(Element parent, String name, String namespace) {
        Element element = parent.getOwnerDocument().createElementNS(namespace, name);
        parent.appendChild(element);
        return new MxElement(element);
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java can make a document", e);
        }
    }
}
