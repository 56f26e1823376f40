package vesper.batch.proof;

import java.time.LocalDate;
import vesper.bank.Bank;
import vesper.bank.ledger.ProofOfBooks;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Proves the books as of one moment; the figure done is the number of postings read. A break fails the step, and with it the
 * run, until the cause is mended and the run restarted.
 */
public final class Proof implements Task {
    private final Bank bank;
    private final boolean ofDay;

    private Proof(Bank bank, boolean ofDay) {
        this.bank = bank;
        this.ofDay = ofDay;
    }

    /** The proof before the business date moves: when it holds, the day's control totals are recorded. */
    public static Proof ofDay(Bank bank) {
        return new Proof(bank, true);
    }

    /** The proof at any time; records nothing. */
    public static Proof now(Bank bank) {
        return new Proof(bank, false);
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
    public boolean snapshot() {
        return true;
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        ProofOfBooks.Result result = bank.proof().check();
        if (!result.holds()) {
            throw new BooksBrokenException(result.breaks());
        }
        if (ofDay) {
            bank.proof().record(businessDate);
        }
        return new Chunk(after, true, 1, Totals.of(result.postings()));
    }

    /** Proves what is committed, and counts also the postings that the rehearsal of other tasks has made. */
    @Override
    public Totals rehearse(LocalDate businessDate) {
        ProofOfBooks.Result result = bank.proof().check();
        if (!result.holds()) {
            return Totals.failed(result.breaks().size());
        }
        return Totals.of(bank.jdbc()
                .sql("select count(*) from posting")
                .query(Long.class)
                .single());
    }
}
