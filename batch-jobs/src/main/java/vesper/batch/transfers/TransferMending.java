package vesper.batch.transfers;

import java.time.LocalDate;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.Bank;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.ledger.BookingOutcome;
import vesper.batch.task.Mending;

/** A transfer that failed is booked now, or given up for good. */
public final class TransferMending implements Mending {
    private final Bank bank;
    private final TransferBooking booking;

    public TransferMending(Bank bank, JdbcTemplate batches) {
        this.bank = bank;
        this.booking = new TransferBooking(bank, batches);
    }

    @Override
    public String step() {
        return TransferBooking.STEP;
    }

    @Override
    public Retried retry(ExceptionItem item, LocalDate bookingDate) {
        Transfer transfer = bank.jdbc()
                .sql(Transfer.SELECT + " where t.id = :id and t.state in ('PENDING', 'FAILED') for update of t")
                .param("id", item.failed().key())
                .query(Transfer::read)
                .single();
        BookingOutcome outcome = booking.bookAgain(transfer, bookingDate);
        return outcome instanceof BookingOutcome.Refused refused
                ? Retried.refused(refused.reason().name())
                : Retried.DONE;
    }

    @Override
    public void giveUp(ExceptionItem item) {
        bank.jdbc()
                .sql("update scheduled_transfer set state = 'GIVEN_UP', reason = coalesce(reason, :reason)"
                        + " where id = :id and state in ('PENDING', 'FAILED')")
                .param("reason", item.failed().reason())
                .param("id", item.failed().key())
                .update();
    }
}
