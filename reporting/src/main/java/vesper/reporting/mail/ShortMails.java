package vesper.reporting.mail;

import java.time.Clock;

/** Short mails that are sent at once over one connection: to the bank's own people, or with a code that is worth nothing later. */
public final class ShortMails implements AutoCloseable {
    private final SmtpConnection connection;

    public ShortMails(MailSettings settings, Clock clock) {
        this.connection = new SmtpConnection(settings, new MailComposer(settings, clock, null, MailLinks.none()));
    }

    /**
     * Sends a text and returns when the server has taken it over.
     *
     * @param id names the mail; a repeat has the same, so that a receiver can tell
     * @throws RefusedException if the server has not taken it
     * @throws MailServerDownException if there is no connection to be had
     */
    public void send(String id, String to, String subject, String text) throws RefusedException {
        connection.send(composer -> composer.compose("<" + id + "@vesper.example>", to, subject, text));
    }

    @Override
    public void close() {
        connection.close();
    }
}
