package vesper.batch.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import vesper.bank.Bank;
import vesper.bank.servicing.LoanAccrual;
import vesper.bank.servicing.LoanBook;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Recognises the interest that loans have earned by the end of the day, see {@link LoanAccrual}.
 *
 * <p>Reads and writes {@code loan_account}; books one entry per chunk and currency. A chunk done twice finds nothing more earned.
 */
public final class InterestEarned implements Task {
    private final LoanAccrual accrual;
    private final LoanBook book;
    private final long chunk;

    /** @param chunk how many loans one transaction covers */
    public InterestEarned(Bank bank, long chunk) {
        this.accrual = bank.loanAccrual();
        this.book = bank.loanBook();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "loan-interest";
    }

    @Override
    public String description() {
        return "Recognises the interest that loans have earned by the business date, as their schedules charge it.";
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
        for (LoanAccrual.Recognised each :
                accrual.recognise(businessDate, after, range.get().upTo())) {
            totals = totals.plus(Totals.of(each.loans(), each.currency(), BigDecimal.valueOf(each.addedMinor())));
        }
        return new Chunk(
                range.get().upTo(), range.get().loans() < chunk, range.get().loans(), totals);
    }
}
