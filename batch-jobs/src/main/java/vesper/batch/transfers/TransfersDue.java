package vesper.batch.transfers;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.Bank;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Books the scheduled transfers that are due, see {@link TransferBooking}: one that the ledger refuses is an exception, and stays
 * as it is until people have it tried again or give it up.
 *
 * <p>Reads and writes {@code scheduled_transfer}. A transfer that was tried is not due any more, so a chunk done twice books
 * nothing.
 */
public final class TransfersDue implements Task {
    private static final String DUE = Transfer.SELECT + """
             where t.state = 'PENDING' and t.due_on <= :day and t.id > :after
             order by t.id limit :limit
            """;

    private final Bank bank;
    private final TransferBooking booking;
    private final int chunk;

    /** @param chunk how many transfers one transaction covers */
    public TransfersDue(Bank bank, JdbcTemplate batches, int chunk) {
        this.bank = bank;
        this.booking = new TransferBooking(bank, batches);
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return TransferBooking.STEP;
    }

    @Override
    public String description() {
        return "Books the transfers ordered for this date; one without funds or on a blocked account is an exception.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return bank.jdbc()
                .sql("select count(*) from scheduled_transfer where state = 'PENDING' and due_on <= :day")
                .param("day", businessDate)
                .query(Long.class)
                .single();
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        List<Transfer> due = bank.jdbc()
                .sql(DUE)
                .param("day", businessDate)
                .param("after", after)
                .param("limit", chunk)
                .query(Transfer::read)
                .list();
        if (due.isEmpty()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        Totals totals = booking.bookDue(due, businessDate);
        return Chunk.of(due, Transfer::id, after, chunk, totals);
    }
}
