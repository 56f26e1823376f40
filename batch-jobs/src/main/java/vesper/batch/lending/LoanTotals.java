package vesper.batch.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import vesper.bank.Bank;
import vesper.bank.servicing.LoanBook;
import vesper.bank.servicing.LoanSum;
import vesper.batch.task.Chunk;
import vesper.batch.task.RangedTask;
import vesper.batch.task.Totals;

/**
 * Moves a running total of all loans as of the end of the day.
 *
 * <p>Reads and writes {@code loan_account}; books one entry per chunk and currency. A chunk done twice changes nothing.
 */
public final class LoanTotals implements RangedTask {
    static final String INTEREST = "loan-interest";

    private final String name;
    private final String description;
    private final Move move;
    private final LoanBook book;
    private final FailedLoans failed;
    private final long chunk;

    @FunctionalInterface
    private interface Move {
        List<LoanSum> to(LocalDate businessDate, long after, long upTo, LongConsumer notComputable);
    }

    private LoanTotals(String name, String description, Move move, Bank bank, long chunk) {
        this.name = name;
        this.description = description;
        this.move = move;
        this.book = bank.loanBook();
        this.failed = new FailedLoans(bank, name);
        this.chunk = chunk;
    }

    /**
     * Recognises the interest earned, see {@link vesper.bank.servicing.LoanAccrual}.
     *
     * @param chunk how many loans one transaction covers
     */
    public static LoanTotals interest(Bank bank, long chunk) {
        return new LoanTotals(
                INTEREST,
                "Recognises the interest that loans have earned by the business date, as their schedules charge it.",
                bank.loanAccrual()::recognise,
                bank,
                chunk);
    }

    /**
     * Rates loans and moves their provisions, see {@link vesper.bank.servicing.LoanRating}.
     *
     * @param chunk how many loans one transaction covers
     */
    public static LoanTotals provisions(Bank bank, long chunk) {
        return new LoanTotals(
                "loan-provisions",
                "Says how long loans have been overdue, and sets aside for them what the bucket of days asks for.",
                (day, after, upTo, notComputable) -> bank.loanRating().rate(day, after, upTo),
                bank,
                chunk);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return book.splits(ranges);
    }

    @Override
    public long items(LocalDate businessDate, long after, long upTo) {
        return book.loans(after, upTo);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after, long limit) {
        Optional<LoanBook.Range> range = book.next(after, limit, chunk);
        if (range.isEmpty()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        Map<Long, FailedLoans.Failure> failures = new TreeMap<>();
        Totals totals = Totals.NONE;
        for (LoanSum each : move.to(
                businessDate,
                after,
                range.get().upTo(),
                loan -> failures.put(loan, new FailedLoans.Failure("NOT_COMPUTABLE", 0, false)))) {
            totals = totals.plus(Totals.of(each.loans(), each.currency(), BigDecimal.valueOf(each.addedMinor())));
        }
        totals = totals.plus(Totals.failed(failures.size()));
        failed.raise(businessDate, failures);
        failed.settleOthers(businessDate, after, range.get().upTo());
        return new Chunk(
                range.get().upTo(), range.get().loans() < chunk, range.get().loans(), totals);
    }
}
