package vesper.reporting.mail;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the mail server, opened when first needed and kept. Opening one per mail takes twenty times as long as
 * sending the mail.
 */
final class SmtpConnection implements AutoCloseable {

    private final MailSettings settings;
    private final MailComposer composer;
    private @Nullable SmtpClient client;

    /** What makes a mail. */
    interface Composition {
        PreparedMessage with(MailComposer composer) throws MessagingException;
    }

    SmtpConnection(MailSettings settings, MailComposer composer) {
        this.settings = settings;
        this.composer = composer;
    }

    /**
     * Sends one mail and returns when the server has taken it over.
     *
     * @throws RefusedException if it has not, or the mail cannot be made; the connection is open, or will be opened again by the
     *     next call
     * @throws MailServerDownException if there is no connection to be had; the server was not asked
     */
    void send(Composition mail) throws RefusedException {
        PreparedMessage message = made(mail);
        SmtpClient open = connected();
        String refusal;
        try {
            refusal = open.deliver(message);
        } catch (IOException e) {
            drop(open);
            throw new RefusedException(text(e), false, e);
        }
        if (refusal != null) {
            reset(open);
            throw new RefusedException(refusal, refusal.startsWith("5"), null);
        }
    }

    private PreparedMessage made(Composition mail) throws RefusedException {
        try {
            return mail.with(composer);
        } catch (MessagingException | RuntimeException e) {
            throw new RefusedException("the mail cannot be made: " + e.getMessage(), true, e);
        }
    }

    private SmtpClient connected() {
        if (client == null) {
            client = opened();
        }
        return client;
    }

    private SmtpClient opened() {
        SmtpClient opened;
        try {
            opened = new SmtpClient();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the platform has no TLS", e);
        }
        try {
            opened.open(settings);
            return opened;
        } catch (IOException e) {
            disconnect(opened);
            throw new MailServerDownException(
                    "mail server " + settings.host() + ':' + settings.port() + ": " + text(e), e);
        }
    }

    /** Makes the server forget the mail that it refused. */
    private void reset(SmtpClient open) {
        try {
            open.reset();
        } catch (IOException e) {
            drop(open);
        }
    }

    private void drop(SmtpClient open) {
        client = null;
        disconnect(open);
    }

    private static String text(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static void disconnect(SmtpClient client) {
        try {
            client.disconnect();
        } catch (IOException e) {
            // The connection is gone either way, and every mail it carried has its mark.
        }
    }

    /** Says goodbye, if there is a connection, and ends it. */
    @Override
    public void close() {
        SmtpClient open = client;
        client = null;
        if (open != null) {
            try {
                open.quit();
            } catch (IOException e) {
                // As if it had been said.
            }
            disconnect(open);
        }
    }
}
