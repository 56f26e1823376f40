package vesper.api.sentcode;

import java.io.IOException;
import java.time.Clock;
import vesper.bank.Ids;
import vesper.reporting.mail.MailServerDownException;
import vesper.reporting.mail.MailSettings;
import vesper.reporting.mail.RefusedException;
import vesper.reporting.mail.ShortMails;

/**
 * Codes by mail, each handed to the server while the customer waits. Not through the mail outbox: it keeps what it sends, and tries again
 * when a code is long worth nothing.
 */
final class CodesByMail implements CodeSender {
    private final MailSettings settings;
    private final Clock clock;

    CodesByMail(MailSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public CodeChannel channel() {
        return CodeChannel.EMAIL;
    }

    @Override
    public void send(String to, String subject, String text) throws IOException {
        try (ShortMails mails = new ShortMails(settings, clock)) {
            mails.send("code-" + Ids.next(), to, subject, text);
        } catch (RefusedException e) {
            // What a server says often repeats the address.
            throw new IOException("the mail server did not take it, " + (e.forGood() ? "for good" : "for now"));
        } catch (MailServerDownException e) {
            throw new IOException("the mail server cannot be reached", e);
        }
    }
}
