package vesper.inbox;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Mails for tests, and a client that sends them. */
public final class Mails {
    static final byte[] PDF = "%PDF-1.7\n% a statement\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    private Mails() {}

    public static MimeMessage plain(Session session, String to, String subject, String text) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress("statements@vesper.example"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject(subject, "UTF-8");
        mail.setText(text, "UTF-8");
        mail.saveChanges();
        return mail;
    }

    public static MimeMessage statement(Session session, String to, String html) throws MessagingException {
        MimeMessage mail = plain(session, to, "Your statement", "");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Dear customer,\nyour statement is attached.", "UTF-8");
        MimeBodyPart page = new MimeBodyPart();
        page.setContent(html, "text/html; charset=UTF-8");
        MimeMultipart bodies = new MimeMultipart("alternative", text, page);
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(bodies);
        MimeMultipart all = new MimeMultipart(
                "mixed",
                body,
                attachment("Kontoauszug März.pdf", "application/pdf", PDF),
                attachment("page.html", "text/html", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8)));
        mail.setContent(all);
        mail.saveChanges();
        return mail;
    }

    private static MimeBodyPart attachment(String name, String type, byte[] bytes) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type)));
        part.setFileName(name);
        part.setDisposition(MimeBodyPart.ATTACHMENT);
        return part;
    }

    public static Session session(int port) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(port));
        properties.put("mail.smtp.timeout", "10000");
        properties.put("mail.mime.encodefilename", "true");
        return Session.getInstance(properties);
    }

    /** Sends the mail as it is, with the Message-ID that it has. */
    public static void send(MimeMessage mail) throws MessagingException {
        try (Transport transport = mail.getSession().getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }
}
