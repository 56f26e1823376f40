package vesper.reporting.mail;

import java.time.Clock;

/** Short mails to the bank's own people, sent at once over one connection. */
public final class OperatorMail implements AutoCloseable {
    private final SmtpConnection connection;

    public OperatorMail(MailSettings settings, Clock clock) {
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
