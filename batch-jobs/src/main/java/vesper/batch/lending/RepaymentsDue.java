package vesper.batch.lending;

import java.time.LocalDate;
import java.util.List;
import vesper.bank.Bank;
import vesper.bank.servicing.LoanCollection;
import vesper.bank.servicing.LoanCollection.Collected;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Collects what is due of each loan from the linked account, see {@link LoanCollection}: whole, or in part if it is short, and
 * then again on the business days after it, as the product's policy says.
 *
 * <p>Reads and writes the tables of loans; notes each attempt in {@code loan_collection}. What is short or refused is listed
 * as failed until it is paid. A loan that was tried has its next date; so a chunk done twice finds nothing to collect.
 */
public final class RepaymentsDue implements Task {
    private final LoanCollection collection;
    private final int chunk;

    /** @param chunk how many loans one transaction covers */
    public RepaymentsDue(Bank bank, int chunk) {
        this.collection = bank.loanCollection();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "loan-repayments";
    }

    @Override
    public String description() {
        return "Collects the loan instalments due from their linked accounts, in part if they are short; the rest is tried again.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return collection.due(businessDate);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        List<Collected> collected = collection.collect(businessDate, after, chunk);
        if (collected.isEmpty()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        Totals totals = Totals.NONE;
        for (Collected each : collected) {
            if (each.collectedMinor() > 0) {
                totals = totals.plus(Totals.one(each.currency(), each.collectedMinor()));
            }
            if (each.reason() != null) {
                totals = totals.plus(Totals.failed(1));
            }
        }
        long upTo = collected.get(collected.size() - 1).accountId();
        return new Chunk(upTo, collected.size() < chunk, collected.size(), totals);
    }
}
