package vesper.batch.holds;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import vesper.bank.Bank;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.ReleaseRequest;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Ends the holds whose last day is over: what no entry has taken of them is available again. A hold that has ended is not
 * due any more, so a chunk done twice ends nothing twice.
 */
public final class HoldsExpired implements Task {
    private final Bank bank;
    private final int chunk;

    /** @param chunk how many holds one transaction covers */
    public HoldsExpired(Bank bank, int chunk) {
        this.bank = bank;
        this.chunk = chunk;
    }

    private record Hold(UUID id, long reservedMinor, String currency) {}

    @Override
    public String name() {
        return "hold-expiry";
    }

    @Override
    public String description() {
        return "Ends the holds whose last day is over, so that what they reserved can be spent again.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return bank.jdbc()
                .sql("select count(*) from hold where state = 'ACTIVE' and expires_on <= :day")
                .param("day", businessDate)
                .query(Long.class)
                .single();
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        List<Hold> over = bank.jdbc()
                .sql("""
                        select id, amount_minor - captured_minor as reserved, currency
                          from hold where state = 'ACTIVE' and expires_on <= :day
                         order by expires_on, id limit :limit
                        """)
                .param("day", businessDate)
                .param("limit", chunk)
                .query((row, n) ->
                        new Hold(row.getObject("id", UUID.class), row.getLong("reserved"), row.getString("currency")))
                .list();
        List<BookingOutcome> outcomes = bank.ledger()
                .book(over.stream()
                        .map(hold -> new ReleaseRequest(hold.id(), true))
                        .toList());
        Totals totals = Totals.NONE;
        for (int i = 0; i < over.size(); i++) {
            if (outcomes.get(i) instanceof BookingOutcome.Refused refused) {
                throw new IllegalStateException("hold " + refused.id() + " did not end: " + refused.reason());
            }
            totals = totals.plus(Totals.one(over.get(i).currency(), over.get(i).reservedMinor()));
        }
        return new Chunk(Math.max(after, 0) + over.size(), over.size() < chunk, over.size(), totals);
    }
}
