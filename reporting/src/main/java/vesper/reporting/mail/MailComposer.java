package vesper.reporting.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import vesper.reporting.statement.StatementPdf;

/** Makes the mail that brings a document: a short text, the same as HTML, and the PDF. */
final class MailComposer {

    private static final String TEXT = template("statement.txt");
    private static final String HTML = template("statement.html");

    private final Session session;
    private final InternetAddress from;
    private final Clock clock;

    MailComposer(Session session, String from, Clock clock) {
        this.session = session;
        this.clock = clock;
        try {
            this.from = new InternetAddress(from, true);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("mail: from must be an address", e);
        }
    }

    MimeMessage compose(MailOutbox.Leased mail) throws MessagingException {
        MimeMultipart wordings = new MimeMultipart("alternative");
        wordings.addBodyPart(text("plain", fill(TEXT, mail, false)));
        wordings.addBodyPart(text("html", fill(HTML, mail, true)));
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(wordings);

        MimeMultipart all = new MimeMultipart("mixed");
        all.addBodyPart(body);
        all.addBodyPart(attachment(mail));

        MimeMessage message = new KeptIdMessage(session, mail.messageId());
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(all);
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart text(String subtype, String text) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        return part;
    }

    private static MimeBodyPart attachment(MailOutbox.Leased mail) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(mail.document(), "application/pdf")));
        part.setFileName(StatementPdf.fileName(mail.accountNumber(), mail.period()));
        part.setDisposition(Part.ATTACHMENT);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    /** Names the account by its last four digits only: a mail may be read by others on its way. */
    private static String fill(String template, MailOutbox.Leased mail, boolean html) {
        String number = mail.accountNumber();
        return template.replace("{holder}", html ? escaped(mail.holder()) : mail.holder())
                .replace("{account}", number.substring(Math.max(0, number.length() - 4)))
                .replace("{from}", mail.period().from().toString())
                .replace("{to}", mail.period().to().toString());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String template(String name) {
        try (InputStream in = MailComposer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no mail template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A message that keeps the Message-ID it was given, where the library would make a new one for each sending. */
    private static final class KeptIdMessage extends MimeMessage {
        private final String messageId;

        KeptIdMessage(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
