package vesper.batch.transfers;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.Bank;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.ledger.BookingOutcome;
import vesper.batch.task.Mending;
import vesper.batch.transfers.TransferBooking.Transfer;

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
        List<Transfer> transfer = bank.jdbc()
                .sql(TransferBooking.COLUMNS + " where id = :id and state = 'FAILED' for update")
                .param("id", item.failed().key())
                .query(Transfer::read)
                .list();
        BookingOutcome outcome = booking.book(transfer, bookingDate).get(0);
        return outcome instanceof BookingOutcome.Refused refused
                ? Retried.refused(refused.reason().name())
                : Retried.DONE;
    }

    @Override
    public void giveUp(ExceptionItem item) {
        bank.jdbc()
                .sql("update scheduled_transfer set state = 'GIVEN_UP' where id = :id and state = 'FAILED'")
                .param("id", item.failed().key())
                .update();
    }
}
