package vesper.batch.privacy;

import java.time.LocalDate;
import vesper.bank.exceptions.ExceptionItem;
import vesper.batch.task.Mending;

/** A data request that could not be gathered is tried again by the next night, or by the job of its name. */
public final class DataRequestMending implements Mending {
    @Override
    public String step() {
        return DataRequestsDue.NAME;
    }

    @Override
    public Retried retry(ExceptionItem item, LocalDate bookingDate) {
        return Retried.TONIGHT;
    }

    @Override
    public void giveUp(ExceptionItem item) {
        // The request stays as it is: the law has no skipping.
    }
}
