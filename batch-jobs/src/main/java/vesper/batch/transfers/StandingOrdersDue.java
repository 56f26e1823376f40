package vesper.batch.transfers;

import java.time.LocalDate;
import java.util.List;
import vesper.bank.Bank;
import vesper.bank.transfer.StandingOrder;
import vesper.bank.transfer.StandingOrders;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Makes the occurrences of standing orders that have come due scheduled transfers, which {@link TransfersDue} then books.
 *
 * <p>Reads and writes {@code standing_order}; writes {@code scheduled_transfer}. An order that was looked at is due on a later day,
 * and there is one transfer for each occurrence, so a chunk done twice makes nothing.
 */
public final class StandingOrdersDue implements Task {
    private final StandingOrders orders;
    private final int chunk;

    /** @param chunk how many orders one transaction covers */
    public StandingOrdersDue(Bank bank, int chunk) {
        this.orders = bank.standingOrders();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "standing-orders";
    }

    @Override
    public String description() {
        return "Makes the occurrences of standing orders that have come due scheduled transfers.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return orders.countDue(businessDate);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        List<StandingOrder> due = orders.due(businessDate, after, chunk);
        long made = 0;
        for (StandingOrder order : due) {
            made += orders.make(order, businessDate);
        }
        return Chunk.of(due, StandingOrder::id, after, chunk, Totals.of(made));
    }
}
