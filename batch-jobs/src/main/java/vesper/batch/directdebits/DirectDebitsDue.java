package vesper.batch.directdebits;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import vesper.bank.Bank;
import vesper.bank.directdebit.DirectDebits;
import vesper.bank.directdebit.DirectDebits.Collected;
import vesper.bank.directdebit.RejectReason;
import vesper.bank.exceptions.FailedItem;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Collects the direct debits that are due; see {@link DirectDebits}. One that cannot be collected is rejected, and an exception for
 * people to know of; the others go on. One that was tried is not due any more, so a chunk done twice collects nothing.
 */
public final class DirectDebitsDue implements Task {
    static final String NAME = "direct-debits";

    private final Bank bank;
    private final DirectDebits directDebits;
    private final int chunk;

    /** @param chunk how many direct debits one transaction covers */
    public DirectDebitsDue(Bank bank, int chunk) {
        this.bank = bank;
        this.directDebits = bank.directDebits();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Collects the direct debits due under mandates; one that cannot be is rejected with its reason.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return directDebits.countDue(businessDate);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        List<Collected> collected = directDebits.collect(businessDate, after, chunk);
        List<FailedItem> rejected = new ArrayList<>();
        Totals totals = Totals.NONE;
        for (Collected each : collected) {
            RejectReason reason = each.rejected();
            if (reason == null) {
                totals = totals.plus(Totals.one(each.currency(), each.amountMinor()));
            } else {
                rejected.add(failed(each, reason));
            }
        }
        bank.exceptions().raise(businessDate, rejected);
        return Chunk.of(collected, Collected::id, after, chunk, totals.plus(Totals.failed(rejected.size())));
    }

    /** No money is left to move: it went back to its creditor. */
    private static FailedItem failed(Collected each, RejectReason reason) {
        return new FailedItem(
                NAME,
                each.id(),
                each.item(),
                each.debtorAccountId(),
                each.dueOn(),
                each.amountMinor(),
                each.currency(),
                reason.name(),
                false,
                false);
    }
}
