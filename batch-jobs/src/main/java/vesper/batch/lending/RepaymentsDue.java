package vesper.batch.lending;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Bank;
import vesper.bank.ledger.Refusal;
import vesper.bank.servicing.LoanCollection;
import vesper.bank.servicing.LoanCollection.Collected;
import vesper.batch.task.Chunk;
import vesper.batch.task.RangedTask;
import vesper.batch.task.Totals;

/**
 * Collects what is due of each loan from the linked account, see {@link LoanCollection}: whole, or in part if it is short, and
 * then again on the business days after it, as the product's policy says. Its keys are the linked accounts.
 *
 * <p>Reads and writes the tables of loans; notes each attempt in {@code loan_collection}. What is short or refused is an
 * exception until it is paid. A loan that was tried has its next date; so a chunk done twice finds nothing to collect.
 */
public final class RepaymentsDue implements RangedTask {
    static final String NAME = "loan-repayments";

    private static final String SETTLE_PAID = """
            update exception_item e set state = 'DONE', changed_at = clock_timestamp()
              from loan_account l
             where e.step = :step and e.state in ('OPEN', 'SKIP_PROPOSED', 'FIX_PROPOSED') and l.account_id = e.item_key
               and (l.next_due_on is null or l.next_due_on > :day)
               and l.linked_account_id > :after and l.linked_account_id <= :upTo
            """;

    private final LoanCollection collection;
    private final FailedLoans failed;
    private final JdbcClient jdbc;
    private final int chunk;

    /** @param chunk how many loans one transaction covers */
    public RepaymentsDue(Bank bank, int chunk) {
        this.collection = bank.loanCollection();
        this.failed = new FailedLoans(bank, NAME);
        this.jdbc = bank.jdbc();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Collects the loan instalments due from their linked accounts, in part if they are short; the rest is tried again.";
    }

    @Override
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return collection.splits(businessDate, ranges);
    }

    @Override
    public long items(LocalDate businessDate, long after, long upTo) {
        return collection.due(businessDate, after, upTo);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after, long limit) {
        LoanCollection.Chunk tried = collection.collect(businessDate, after, limit, chunk);
        List<Collected> collected = tried.loans();
        note(businessDate, collected);
        Totals totals = Totals.NONE;
        for (Collected each : collected) {
            if (each.collectedMinor() > 0) {
                totals = totals.plus(Totals.one(each.currency(), each.collectedMinor()));
            }
            if (each.reason() != null) {
                totals = totals.plus(Totals.failed(1));
            }
        }
        boolean last = collected.size() < chunk;
        settlePaid(businessDate, after, last ? limit : tried.upTo());
        return new Chunk(tried.upTo(), last, collected.size(), totals);
    }

    /** What is short is arrears, and tried again; only other reasons wait for a person. */
    private void note(LocalDate businessDate, List<Collected> collected) {
        Map<Long, FailedLoans.Failure> failures = new TreeMap<>();
        List<Long> done = new ArrayList<>();
        for (Collected each : collected) {
            String reason = each.reason();
            if (reason == null) {
                done.add(each.accountId());
            } else {
                boolean arrears = reason.equals(Refusal.INSUFFICIENT_FUNDS.name());
                failures.put(
                        each.accountId(),
                        new FailedLoans.Failure(reason, each.dueMinor() - each.collectedMinor(), arrears));
            }
        }
        failed.raise(businessDate, failures);
        failed.settle(done);
    }

    /** Closes the exceptions of a range of loans that were paid by other means. */
    private void settlePaid(LocalDate businessDate, long after, long upTo) {
        jdbc.sql(SETTLE_PAID)
                .param("step", NAME)
                .param("day", businessDate)
                .param("after", after)
                .param("upTo", upTo)
                .update();
    }
}
