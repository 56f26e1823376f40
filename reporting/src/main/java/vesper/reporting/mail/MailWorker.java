package vesper.reporting.mail;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mails from the outbox batch by batch and sends them over one connection, which it keeps. {@link SentMarks} marks what
 * the server has accepted while the worker speaks on.
 */
final class MailWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailWorker.class);
    private static final Duration AFTER_STOP = Duration.ZERO;
    private static final int LONGEST_ERROR = 500;

    private final MailLeases outbox;
    private final MailSettings settings;
    private final String owner;
    private final BooleanSupplier stopping;
    private final SmtpConnection connection;
    private final SentMarks marks;

    MailWorker(
            MailLeases outbox,
            SentMarks marks,
            MailSettings settings,
            String owner,
            MailComposer composer,
            BooleanSupplier stopping) {
        this.outbox = outbox;
        this.marks = marks;
        this.settings = settings;
        this.owner = owner;
        this.stopping = stopping;
        this.connection = new SmtpConnection(settings, composer);
    }

    /**
     * What became of a batch.
     *
     * @param taken mails leased; zero if none was due
     * @param sent mails accepted by the server
     */
    record Batch(int taken, int sent) {}

    /**
     * Sends one batch.
     *
     * @throws MailServerDownException if there is no connection; the mails that were not tried are put back
     * @throws org.springframework.dao.DataAccessException if the database fails; what was leased is due again after the lease
     */
    Batch sendBatch() throws InterruptedException {
        List<MailLeases.Leased> batch = outbox.lease(owner, settings.batch(), settings.lease());
        int sent = 0;
        for (int i = 0; i < batch.size(); i++) {
            try (SentMarks.Place place = marks.place(stopping)) {
                if (place == null) {
                    release(batch.subList(i, batch.size()), AFTER_STOP, null);
                    break;
                }
                sent += send(batch.get(i), place) ? 1 : 0;
            } catch (MailServerDownException e) {
                release(batch.subList(i, batch.size()), settings.firstRetry(), text(e));
                throw e;
            }
        }
        return new Batch(batch.size(), sent);
    }

    private boolean send(MailLeases.Leased mail, SentMarks.Place place) {
        try {
            connection.send(composer -> composer.compose(mail));
            place.accepted(mail.id());
            return true;
        } catch (RefusedException e) {
            refused(mail, e);
            return false;
        }
    }

    private void refused(MailLeases.Leased mail, RefusedException e) {
        boolean last = mail.attempts() >= settings.attempts();
        if (e.forGood() || last) {
            LOG.warn("mail {} is given up after {} attempts", mail.id(), mail.attempts());
            outbox.failed(mail.id(), owner, text(e));
        } else {
            outbox.postponed(mail.id(), owner, settings.pauseAfter(mail.attempts()), text(e));
        }
    }

    private void release(List<MailLeases.Leased> mails, Duration pause, @Nullable String error) {
        outbox.released(mails.stream().map(MailLeases.Leased::id).toList(), owner, pause, error);
    }

    private static String text(Exception e) {
        String text = String.valueOf(e.getMessage()).strip();
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
    }

    /** Says goodbye to the server. */
    @Override
    public void close() {
        connection.close();
    }
}
