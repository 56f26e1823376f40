package vesper.batch.accounts;

import java.time.LocalDate;
import java.util.List;
import vesper.bank.Bank;
import vesper.bank.deposit.Dormancy;
import vesper.batch.task.Chunk;
import vesper.batch.task.RangedTask;
import vesper.batch.task.Totals;

/**
 * Makes accounts dormant that their holders have not used for the months of their product; see {@link Dormancy}. One that is
 * dormant is not found again, so a chunk done twice changes nothing.
 */
public final class DormantAccounts implements RangedTask {
    private final Bank bank;
    private final Dormancy dormancy;
    private final int chunk;

    /** @param chunk how many accounts one transaction makes dormant at most */
    public DormantAccounts(Bank bank, int chunk) {
        this.bank = bank;
        this.dormancy = bank.dormancy();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "dormancy";
    }

    @Override
    public String description() {
        return "Makes accounts dormant that their holders have not used for the months of their product.";
    }

    @Override
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return bank.accounts().depositSplits(ranges);
    }

    @Override
    public long items(LocalDate businessDate, long after, long upTo) {
        return Math.max(0, Math.min(upTo, bank.accounts().lastId()) - after);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after, long upTo) {
        List<Long> asleep = dormancy.putToSleep(businessDate, after, upTo, chunk);
        boolean last = asleep.size() < chunk;
        long reached = last ? Math.max(after, Math.min(upTo, bank.accounts().lastId())) : asleep.get(asleep.size() - 1);
        return new Chunk(reached, last, reached - after, Totals.of(asleep.size()));
    }
}
