package vesper.batch.origination;

import java.time.LocalDate;
import java.util.List;
import vesper.bank.Bank;
import vesper.bank.origination.LoanApplication;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Ends the loan offers that customers did not take by their last day. An offer that has ended is not due any more, so a chunk done
 * twice ends nothing twice.
 */
public final class OffersLapsed implements Task {
    private final Bank bank;
    private final int chunk;

    /** @param chunk how many offers one transaction covers */
    public OffersLapsed(Bank bank, int chunk) {
        this.bank = bank;
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "offer-expiry";
    }

    @Override
    public String description() {
        return "Ends the loan offers that were not taken by their last day.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return bank.loanApplications().countLapsed(businessDate);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        List<LoanApplication> ended = bank.loanApplications().expire(businessDate, chunk);
        Totals totals = Totals.NONE;
        for (LoanApplication each : ended) {
            totals = totals.plus(Totals.one(each.currency(), each.request().amountMinor()));
        }
        return new Chunk(Math.max(after, 0) + ended.size(), ended.size() < chunk, ended.size(), totals);
    }
}
