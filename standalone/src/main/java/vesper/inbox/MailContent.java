package vesper.inbox;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What is in a mail: its header, the body as plain text and as HTML, and what is attached. Templates read it. */
final class MailContent {
    /** Deeper nesting than any honest mail has. */
    private static final int DEEPEST = 20;

    private final List<Field> header = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private @Nullable String text;
    private @Nullable String html;

    private MailContent() {}

    /** One header field, decoded. */
    record Field(String name, String value) {}

    /**
     * A part to be downloaded.
     *
     * @param type media type in lower case, without parameters
     */
    record Attachment(String name, String type, byte[] bytes) {
        /** Whether it says that it is a PDF and begins like one. */
        public boolean isPdf() {
            return type.equals("application/pdf")
                    && bytes.length > 4
                    && new String(bytes, 0, 5, StandardCharsets.ISO_8859_1).equals("%PDF-");
        }
    }

    /** @throws MessagingException if the bytes are no mail that can be taken apart */
    static MailContent of(byte[] source) throws MessagingException {
        MailContent content = new MailContent();
        try {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(source));
            for (Header field : Collections.list(mail.getAllHeaders())) {
                content.header.add(new Field(field.getName(), Inbox.decoded(field.getValue())));
            }
            content.take(mail, 0);
        } catch (IOException e) {
            throw new MessagingException("a part cannot be decoded", e);
        }
        return content;
    }

    private void take(Part part, int depth) throws MessagingException, IOException {
        if (depth > DEEPEST) {
            throw new MessagingException("parts are nested too deep");
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                take(inner, depth + 1);
            }
            return;
        }
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (!attached && text == null && part.isMimeType("text/plain")) {
            text = characters(part);
        } else if (!attached && html == null && part.isMimeType("text/html")) {
            html = characters(part);
        } else {
            attachments.add(new Attachment(name(part), type(part), bytes(part)));
        }
    }

    private static String characters(Part part) throws MessagingException, IOException {
        try {
            return part.getContent() instanceof String characters ? characters : "";
        } catch (IOException e) {
            return new String(bytes(part), StandardCharsets.ISO_8859_1); // a charset that nobody knows
        }
    }

    private static byte[] bytes(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private String name(Part part) throws MessagingException {
        String name = part.getFileName();
        return name == null || name.isBlank() ? "part-" + (attachments.size() + 1) : Inbox.decoded(name);
    }

    private static String type(Part part) throws MessagingException {
        String type = part.getContentType();
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    public List<Field> header() {
        return List.copyOf(header);
    }

    public @Nullable String text() {
        return text;
    }

    public @Nullable String html() {
        return html;
    }

    public List<Attachment> attachments() {
        return List.copyOf(attachments);
    }
}
