package vesper.batch.proof;

import java.time.LocalDate;
import java.util.List;
import java.util.PrimitiveIterator;
import vesper.bank.Bank;
import vesper.bank.ledger.ProofOfBooks;
import vesper.bank.ledger.ProofParts;
import vesper.batch.task.Chunk;
import vesper.batch.task.RangedTask;
import vesper.batch.task.Totals;

/**
 * Proves the books, part by part; the figure done is the number of rules, each counted with its first part. A break fails the
 * step, and with it the run, until the cause is mended and the run restarted. A restart goes on with the parts that are left: those
 * that held before it did so for a day that nothing can be booked on any more.
 */
public final class Proof implements RangedTask {
    private final ProofOfBooks proof;
    private final long stretch;

    /** @param stretch how many entries, or accounts, one part is about */
    public Proof(Bank bank, long stretch) {
        this.proof = bank.proof();
        this.stretch = stretch;
    }

    @Override
    public String name() {
        return "proof-of-books";
    }

    @Override
    public String description() {
        return "Proves the books from the postings alone; if anything does not hold, the run fails and the date stays.";
    }

    @Override
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return proof.parts(stretch).splits(ranges);
    }

    @Override
    public long items(LocalDate businessDate, long after, long upTo) {
        return proof.parts(stretch).keys(after, upTo).count();
    }

    @Override
    public Chunk work(LocalDate businessDate, long after, long upTo) {
        ProofParts parts = proof.parts(stretch);
        PrimitiveIterator.OfLong left = parts.keys(after, upTo).iterator();
        if (!left.hasNext()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        long key = left.nextLong();
        List<ProofOfBooks.Break> breaks = proof.check(parts, key);
        if (!breaks.isEmpty()) {
            throw new BooksBrokenException(breaks);
        }
        return new Chunk(key, !left.hasNext(), 1, Totals.of(parts.first(key) ? 1 : 0));
    }

    /** Says how many rules do not hold, where a run would stop at the first. */
    @Override
    public Totals rehearse(LocalDate businessDate) {
        long broken = proof.check().breaks().stream()
                .map(ProofOfBooks.Break::rule)
                .distinct()
                .count();
        return Totals.of(ProofOfBooks.rules() - broken).plus(Totals.failed(broken));
    }
}
