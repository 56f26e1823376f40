package vesper.batch.statements;

import java.time.LocalDate;
import vesper.bank.exceptions.ExceptionItem;
import vesper.batch.task.Mending;
import vesper.reporting.Reporting;
import vesper.reporting.mail.MailOutbox;

/** A mail that was given up, or had no address, is queued again to the address that the customer has now. */
public final class MailMending implements Mending {
    private final MailOutbox outbox;

    public MailMending(Reporting reporting) {
        this.outbox = reporting.mailOutbox();
    }

    @Override
    public String step() {
        return MailOutbox.STEP;
    }

    @Override
    public Retried retry(ExceptionItem item, LocalDate bookingDate) {
        return outbox.retry(item.failed().key()) ? Retried.DONE : Retried.refused("NO_ADDRESS");
    }

    @Override
    public void giveUp(ExceptionItem item) {
        // It is not sent again by itself.
    }
}
