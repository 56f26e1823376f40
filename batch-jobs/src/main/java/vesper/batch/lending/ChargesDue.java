package vesper.batch.lending;

import java.time.LocalDate;
import java.util.List;
import vesper.bank.Bank;
import vesper.bank.servicing.LoanCharging;
import vesper.bank.servicing.LoanCharging.Charged;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Charges loans for instalments that were missed and are past the days of grace, see {@link LoanCharging}.
 *
 * <p>Reads and writes the tables of loans. A loan that was charged has its next date; so a chunk done twice charges nothing.
 */
public final class ChargesDue implements Task {
    private final LoanCharging charging;
    private final int chunk;

    /** @param chunk how many loans one transaction covers */
    public ChargesDue(Bank bank, int chunk) {
        this.charging = bank.loanCharging();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "loan-charges";
    }

    @Override
    public String description() {
        return "Charges fees and penalties for loan instalments that were missed, once the days of grace are over.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return charging.due(businessDate);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        List<Charged> charged = charging.charge(businessDate, after, chunk);
        if (charged.isEmpty()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        Totals totals = Totals.NONE;
        for (Charged each : charged) {
            if (!each.computed()) {
                totals = totals.plus(Totals.failed(1));
            } else if (each.amountMinor() > 0) {
                totals = totals.plus(Totals.one(each.currency(), each.amountMinor()));
            }
        }
        long upTo = charged.get(charged.size() - 1).accountId();
        return new Chunk(upTo, charged.size() < chunk, charged.size(), totals);
    }
}
