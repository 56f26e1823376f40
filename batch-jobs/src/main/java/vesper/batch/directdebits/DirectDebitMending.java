package vesper.batch.directdebits;

import java.time.LocalDate;
import vesper.bank.exceptions.ExceptionItem;
import vesper.batch.task.Mending;

/** A rejected direct debit went back to its creditor: it is not tried again, the creditor presents another. */
public final class DirectDebitMending implements Mending {
    @Override
    public String step() {
        return DirectDebitsDue.NAME;
    }

    @Override
    public Retried retry(ExceptionItem item, LocalDate bookingDate) {
        return Retried.refused(item.failed().reason());
    }

    @Override
    public void giveUp(ExceptionItem item) {
        // It is rejected already.
    }
}
