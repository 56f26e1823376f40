package vesper.batch.transfers;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Books the scheduled transfers that are due. One that the ledger refuses is recorded as failed with the reason and stays so.
 *
 * <p>Reads and writes {@code scheduled_transfer}. The entry's id follows from the transfer's, so a chunk done twice books
 * nothing.
 */
public final class TransfersDue implements Task {
    private static final String DUE = """
            select id, debtor_account_id, creditor_account_id, amount_minor, currency, narrative
              from scheduled_transfer
             where state = 'PENDING' and due_on <= :day and id > :after
             order by id limit :limit
            """;
    private static final String RECORD =
            "update scheduled_transfer set state = ?, reason = ?, entry_id = ? where id = ? and state = 'PENDING'";

    private final Bank bank;
    private final JdbcTemplate batches;
    private final int chunk;

    /** @param chunk how many transfers one transaction covers */
    public TransfersDue(Bank bank, JdbcTemplate batches, int chunk) {
        this.bank = bank;
        this.batches = batches;
        this.chunk = chunk;
    }

    private record Transfer(
            long id,
            long debtorAccountId,
            long creditorAccountId,
            long amountMinor,
            String currency,
            String narrative) {
        EntryRequest entry(LocalDate bookingDate) {
            return EntryRequest.move(
                    Ids.of("scheduled-transfer", Long.toString(id)),
                    EntryKind.TRANSFER,
                    bookingDate,
                    narrative,
                    debtorAccountId,
                    creditorAccountId,
                    amountMinor,
                    currency,
                    true);
        }
    }

    @Override
    public String name() {
        return "scheduled-transfers";
    }

    @Override
    public String description() {
        return "Books the transfers ordered for this date; one without funds or on a blocked account is listed as failed.";
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
                .query((row, n) -> new Transfer(
                        row.getLong("id"),
                        row.getLong("debtor_account_id"),
                        row.getLong("creditor_account_id"),
                        row.getLong("amount_minor"),
                        row.getString("currency"),
                        row.getString("narrative")))
                .list();
        if (due.isEmpty()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        List<BookingOutcome> outcomes = bank.ledger()
                .book(due.stream().map(transfer -> transfer.entry(businessDate)).toList());
        List<Object[]> rows = new ArrayList<>(due.size());
        Totals totals = Totals.NONE;
        for (int i = 0; i < due.size(); i++) {
            Transfer transfer = due.get(i);
            BookingOutcome outcome = outcomes.get(i);
            if (outcome instanceof BookingOutcome.Refused refused) {
                totals = totals.plus(Totals.failed(1));
                rows.add(new Object[] {"FAILED", refused.reason().name(), null, transfer.id()});
            } else {
                totals = totals.plus(Totals.one(transfer.currency(), transfer.amountMinor()));
                rows.add(new Object[] {"BOOKED", null, outcome.id(), transfer.id()});
            }
        }
        batches.batchUpdate(RECORD, rows, new int[] {
            java.sql.Types.VARCHAR, java.sql.Types.VARCHAR, java.sql.Types.OTHER, java.sql.Types.BIGINT
        });
        return new Chunk(due.get(due.size() - 1).id(), due.size() < chunk, due.size(), totals);
    }
}
