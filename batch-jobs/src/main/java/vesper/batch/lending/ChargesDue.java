package vesper.batch.lending;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vesper.bank.Bank;
import vesper.bank.servicing.LoanCharging;
import vesper.bank.servicing.LoanCharging.Charged;
import vesper.batch.task.Chunk;
import vesper.batch.task.RangedTask;
import vesper.batch.task.Totals;

/**
 * Charges loans for instalments that were missed and are past the days of grace, see {@link LoanCharging}.
 *
 * <p>Reads and writes the tables of loans. One that cannot be charged is an exception, and tried on the next day. A loan that was charged has its next date; so a chunk done twice charges nothing.
 */
public final class ChargesDue implements RangedTask {
    static final String NAME = "loan-charges";

    private final LoanCharging charging;
    private final FailedLoans failed;
    private final int chunk;

    /** @param chunk how many loans one transaction covers */
    public ChargesDue(Bank bank, int chunk) {
        this.charging = bank.loanCharging();
        this.failed = new FailedLoans(bank, NAME);
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Charges fees and penalties for loan instalments that were missed, once the days of grace are over.";
    }

    @Override
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return charging.splits(businessDate, ranges);
    }

    @Override
    public long items(LocalDate businessDate, long after, long upTo) {
        return charging.due(businessDate, after, upTo);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after, long upTo) {
        List<Charged> charged = charging.charge(businessDate, after, upTo, chunk);
        Map<Long, FailedLoans.Failure> failures = new TreeMap<>();
        List<Long> done = new ArrayList<>();
        Totals totals = Totals.NONE;
        for (Charged each : charged) {
            String reason = each.reason();
            if (reason == null) {
                done.add(each.accountId());
            } else {
                failures.put(each.accountId(), new FailedLoans.Failure(reason, each.amountMinor(), false));
            }
            if (reason != null) {
                totals = totals.plus(Totals.failed(1));
            } else if (each.amountMinor() > 0) {
                totals = totals.plus(Totals.one(each.currency(), each.amountMinor()));
            }
        }
        failed.raise(businessDate, failures);
        failed.settle(done);
        return Chunk.of(charged, Charged::accountId, after, chunk, totals);
    }
}
