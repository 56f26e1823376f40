package vesper.batch.accounts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vesper.bank.Bank;
import vesper.bank.deposit.MaintenanceFees;
import vesper.bank.deposit.MaintenanceFees.Fee;
import vesper.bank.exceptions.FailedItem;
import vesper.batch.task.Chunk;
import vesper.batch.task.RangedTask;
import vesper.batch.task.Totals;

/**
 * Charges what having an account costs a month; see {@link MaintenanceFees}. An account whose fee is refused is an exception, and
 * charged for both months at the end of the next.
 */
public final class AccountFees implements RangedTask {
    static final String NAME = "account-fees";

    private final Bank bank;
    private final MaintenanceFees fees;
    private final int chunk;

    /** @param chunk how many accounts one transaction covers */
    public AccountFees(Bank bank, int chunk) {
        this.bank = bank;
        this.fees = bank.maintenanceFees();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Charges the month's account fees, unless balance or incoming payments waive them.";
    }

    @Override
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return bank.accounts().depositSplits(ranges);
    }

    @Override
    public long items(LocalDate businessDate, long after, long upTo) {
        return fees.count(after, upTo, businessDate);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after, long upTo) {
        MaintenanceFees.Range range = fees.charge(after, upTo, businessDate, chunk);
        Map<Long, List<Fee>> refused = new TreeMap<>();
        List<Long> done = new ArrayList<>();
        Totals totals = Totals.NONE;
        for (Fee fee : range.fees()) {
            if (fee.refused() != null) {
                refused.computeIfAbsent(fee.accountId(), account -> new ArrayList<>())
                        .add(fee);
            } else {
                done.add(fee.accountId());
                totals = fee.waived() == null ? totals.plus(Totals.one(fee.currency(), fee.amountMinor())) : totals;
            }
        }
        done.removeAll(refused.keySet());
        bank.exceptions()
                .raise(
                        businessDate,
                        refused.values().stream()
                                .map(of -> failed(businessDate, of))
                                .toList());
        bank.exceptions().settle(NAME, done);
        return new Chunk(
                Math.max(after, range.lastAccountId()),
                range.accounts() < chunk,
                range.accounts(),
                totals.plus(Totals.failed(refused.size())));
    }

    /** One item for all that an account owes. */
    private static FailedItem failed(LocalDate businessDate, List<Fee> of) {
        Fee first = of.get(0);
        return new FailedItem(
                NAME,
                first.accountId(),
                "account fees to " + businessDate,
                first.accountId(),
                businessDate,
                of.stream().mapToLong(Fee::amountMinor).sum(),
                first.currency(),
                String.valueOf(first.refused()),
                true,
                false);
    }
}
