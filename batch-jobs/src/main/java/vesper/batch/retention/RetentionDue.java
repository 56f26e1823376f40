package vesper.batch.retention;

import java.time.LocalDate;
import vesper.bank.Bank;
import vesper.bank.retention.Retention;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/** Deletes what has been kept for its period, one kind after the other, and counts it; see {@link Retention}. Never the books. */
public final class RetentionDue implements Task {
    private final Retention retention;
    private final int chunk;

    /** @param chunk how many rows one transaction deletes at most */
    public RetentionDue(Bank bank, int chunk) {
        this.retention = bank.retention();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public String description() {
        return "Deletes and counts what has been kept for its period; never the books.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return retention.countOver(businessDate);
    }

    /** The key is the number of the kind. */
    @Override
    public Chunk work(LocalDate businessDate, long after) {
        int subject = Math.toIntExact(Math.max(after, 0));
        long deleted = retention.delete(subject, businessDate, chunk);
        int next = deleted < chunk ? subject + 1 : subject;
        return new Chunk(next, next >= retention.subjects(), deleted, Totals.of(deleted));
    }
}
