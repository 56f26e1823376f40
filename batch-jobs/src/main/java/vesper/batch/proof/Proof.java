package vesper.batch.proof;

import java.time.LocalDate;
import java.util.List;
import vesper.bank.Bank;
import vesper.bank.database.KeyRanges;
import vesper.bank.ledger.ProofOfBooks;
import vesper.batch.task.Chunk;
import vesper.batch.task.RangedTask;
import vesper.batch.task.Totals;

/**
 * Proves the books, rule by rule; the figure done is the number of rules that hold. A break fails the step, and with it the run,
 * until the cause is mended and the run restarted. A restart goes on with the rules that are left: those that held before it did so
 * for a day that nothing can be booked on any more.
 */
public final class Proof implements RangedTask {
    private final ProofOfBooks proof;

    public Proof(Bank bank) {
        proof = bank.proof();
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
        return KeyRanges.even(ProofOfBooks.rules(), ranges);
    }

    @Override
    public long items(LocalDate businessDate, long after, long upTo) {
        return Math.max(0, Math.min(upTo, ProofOfBooks.rules()) - after);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after, long upTo) {
        long last = Math.min(upTo, ProofOfBooks.rules());
        if (after >= last) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        long rule = after + 1;
        List<ProofOfBooks.Break> breaks = proof.check(Math.toIntExact(rule));
        if (!breaks.isEmpty()) {
            throw new BooksBrokenException(breaks);
        }
        return new Chunk(rule, rule == last, 1, Totals.of(1));
    }

    /** Says how many rules do not hold, where a run would stop at the first. */
    @Override
    public Totals rehearse(LocalDate businessDate) {
        ProofOfBooks.Result result = proof.check();
        long broken = result.breaks().stream()
                .map(ProofOfBooks.Break::rule)
                .distinct()
                .count();
        return Totals.of(ProofOfBooks.rules() - broken).plus(Totals.failed(broken));
    }
}
