package vesper.batch.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import vesper.bank.Bank;
import vesper.bank.servicing.LoanBook;
import vesper.bank.servicing.LoanRating;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Rates loans as of the end of the day and moves their provisions, see {@link LoanRating}.
 *
 * <p>Reads and writes {@code loan_account}; books one entry per chunk and currency. A chunk done twice changes nothing.
 */
public final class Provisions implements Task {
    private final LoanRating rating;
    private final LoanBook book;
    private final long chunk;

    /** @param chunk how many loans one transaction covers */
    public Provisions(Bank bank, long chunk) {
        this.rating = bank.loanRating();
        this.book = bank.loanBook();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "loan-provisions";
    }

    @Override
    public String description() {
        return "Says how long loans have been overdue, and sets aside for them what the bucket of days asks for.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return book.loans();
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        Optional<LoanBook.Range> range = book.next(after, chunk);
        if (range.isEmpty()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        Totals totals = Totals.NONE;
        for (LoanRating.Rated each :
                rating.rate(businessDate, after, range.get().upTo())) {
            totals = totals.plus(Totals.of(each.loans(), each.currency(), BigDecimal.valueOf(each.addedMinor())));
        }
        return new Chunk(
                range.get().upTo(), range.get().loans() < chunk, range.get().loans(), totals);
    }
}
