package vesper.reporting.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the mail server, opened when first needed and kept. Opening one per mail takes twenty times as long as
 * sending the mail.
 */
final class SmtpConnection implements AutoCloseable {

    private static final int SERVICE_CLOSING = 421;

    private final MailSettings settings;
    private final Session session;
    private final MailComposer composer;
    private @Nullable Transport transport;

    /** What makes a mail. */
    interface Composition {
        MimeMessage with(MailComposer composer) throws MessagingException;
    }

    SmtpConnection(MailSettings settings, Clock clock) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings));
        this.composer = new MailComposer(session, settings, clock);
    }

    private static Properties properties(MailSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username() != null));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.starttls()));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.starttls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", "5000");
        properties.setProperty("mail.smtp.timeout", "60000");
        properties.setProperty("mail.smtp.writetimeout", "60000");
        properties.put("mail.smtp.socketFactory", new NoDelaySocketFactory());
        return properties;
    }

    /**
     * Sends one mail and returns when the server has taken it over.
     *
     * @throws RefusedException if it has not, or the mail cannot be made; the connection is open, or will be opened again by the
     *     next call
     * @throws MailServerDownException if there is no connection to be had; the server was not asked
     */
    void send(Composition mail) throws RefusedException {
        MimeMessage message = made(mail);
        Transport open = connected();
        try {
            Address[] recipients = message.getAllRecipients();
            open.sendMessage(message, recipients);
        } catch (MessagingException e) {
            int code = replyCode(e);
            if (code < 0 || code == SERVICE_CLOSING) {
                close();
            }
            throw new RefusedException(reason(e), code >= 500, e);
        }
    }

    private MimeMessage made(Composition mail) throws RefusedException {
        try {
            return mail.with(composer);
        } catch (MessagingException | RuntimeException e) {
            throw new RefusedException("the mail cannot be made: " + e.getMessage(), true, e);
        }
    }

    private Transport connected() {
        if (transport != null) {
            return transport;
        }
        try {
            Transport opened = session.getTransport("smtp");
            opened.connect(settings.host(), settings.port(), settings.username(), settings.password());
            transport = opened;
            return opened;
        } catch (NoSuchProviderException e) {
            throw new IllegalStateException("the mail library is incomplete", e);
        } catch (MessagingException e) {
            throw new MailServerDownException(
                    "mail server " + settings.host() + ':' + settings.port() + ": " + e.getMessage(), e);
        }
    }

    /** The reply code of the refusal, or -1 if the server gave none. */
    private static int replyCode(MessagingException e) {
        int code = -1;
        for (Exception at = e; at instanceof MessagingException; at = ((MessagingException) at).getNextException()) {
            if (at instanceof SMTPAddressFailedException address) {
                return address.getReturnCode();
            } else if (at instanceof SMTPSenderFailedException sender) {
                code = sender.getReturnCode();
            } else if (at instanceof SMTPSendFailedException send) {
                code = send.getReturnCode();
            }
        }
        return code;
    }

    /** The innermost message: what the server said, rather than that sending failed. */
    private static String reason(MessagingException e) {
        Exception innermost = e;
        while (innermost instanceof MessagingException at && at.getNextException() != null) {
            innermost = at.getNextException();
        }
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }

    @Override
    public void close() {
        Transport open = transport;
        transport = null;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException e) {
                // The connection is gone either way, and every mail it carried has its mark.
            }
        }
    }
}
