package vesper.reporting.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery status notification (RFC 3464) says of one of our mails.
 *
 * @param messageId of our mail, with its angle brackets
 * @param failed whether the mail will not arrive; else it is late, or was delivered
 * @param status the enhanced code (RFC 3463), such as {@code 5.1.1}; empty if there is none
 * @param diagnostic what the last server said, for people; empty if nothing
 */
record Bounce(String messageId, boolean failed, String status, String diagnostic) {

    /**
     * Reads a message; empty if it is no delivery status notification, or does not say of which mail. The notifications of several
     * recipients do not occur: our mails have one.
     */
    static Optional<Bounce> of(MimeMessage message) throws MessagingException, IOException {
        if (!isReport(message) || !(message.getContent() instanceof Multipart parts)) {
            return Optional.empty();
        }
        InternetHeaders recipient = null;
        String messageId = null;
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType("message/delivery-status")) {
                recipient = recipient(part);
            } else if (part.isMimeType("message/rfc822") || part.isMimeType("text/rfc822-headers")) {
                messageId = originalId(part);
            }
        }
        return recipient == null || messageId == null
                ? Optional.empty()
                : Optional.of(new Bounce(
                        messageId,
                        first(recipient, "Action").toLowerCase(Locale.ROOT).equals("failed"),
                        first(recipient, "Status"),
                        first(recipient, "Diagnostic-Code").replaceFirst("^smtp;\\s*", "")));
    }

    private static boolean isReport(MimeMessage message) throws MessagingException {
        return message.isMimeType("multipart/report")
                && "delivery-status"
                        .equalsIgnoreCase(new ContentType(message.getContentType()).getParameter("report-type"));
    }

    /** The fields of the first recipient: they follow those of the message, after an empty line (RFC 3464, 2.1). */
    private static @Nullable InternetHeaders recipient(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            InternetHeaders ofMessage = new InternetHeaders(in);
            InternetHeaders ofRecipient = new InternetHeaders(in);
            return ofRecipient.getHeader("Action") != null
                    ? ofRecipient
                    : ofMessage.getHeader("Action") != null ? ofMessage : null;
        }
    }

    private static @Nullable String originalId(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            String id = new InternetHeaders(in).getHeader("Message-ID", null);
            return id == null ? null : id.strip();
        }
    }

    private static String first(InternetHeaders headers, String name) {
        String value = Objects.requireNonNullElse(headers.getHeader(name, null), "");
        return value.replaceAll("\\s+", " ").strip();
    }
}
