package vesper.bank.transfer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Ids;
import vesper.bank.transfer.StandingOrder.Frequency;

/**
 * Takes down standing orders, changes and ends them. Whatever touches one locks the transfer that waits before the order, as the
 * night does, so a change comes either before a booking or after it.
 */
public final class StandingOrders {
    private static final String COLUMNS = """
            select o.id, o.customer_id, o.debtor_account_id, o.creditor_account_id, o.amount_minor, o.currency, o.narrative,
                   o.frequency, o.first_on, o.last_on, o.stopped_at is not null as stopped, t.occurrence
              from standing_order o
              left join scheduled_transfer t on t.standing_order_id = o.id and t.state = 'PENDING'
            """;
    private static final RowMapper<StandingOrder> ROW = (row, n) -> new StandingOrder(
            row.getObject("id", UUID.class),
            row.getLong("customer_id"),
            row.getLong("debtor_account_id"),
            row.getLong("creditor_account_id"),
            row.getLong("amount_minor"),
            row.getString("currency"),
            row.getString("narrative"),
            Frequency.valueOf(row.getString("frequency")),
            row.getObject("first_on", LocalDate.class),
            row.getObject("last_on", LocalDate.class),
            row.getObject("occurrence", Integer.class),
            row.getBoolean("stopped"));

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public StandingOrders(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * What is ordered.
     *
     * @param amountMinor of each time, positive
     * @param firstOn not before the open business date
     * @param lastOn not before {@code firstOn}; null: without end, and for {@link Frequency#ONCE}
     */
    public record Order(
            long customerId,
            long debtorAccountId,
            long creditorAccountId,
            long amountMinor,
            String currency,
            String narrative,
            Frequency frequency,
            LocalDate firstOn,
            @Nullable LocalDate lastOn) {}

    /** Takes an order down; its first transfer waits from then on. */
    public StandingOrder add(Order order) {
        UUID id = Ids.next();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                            insert into standing_order (id, customer_id, debtor_account_id, creditor_account_id, amount_minor,
                                                        currency, narrative, frequency, first_on, last_on)
                            values (:id, :customer, :debtor, :creditor, :amount, :currency, :narrative, :frequency, :first, :last)
                            """)
                    .param("id", id)
                    .param("customer", order.customerId())
                    .param("debtor", order.debtorAccountId())
                    .param("creditor", order.creditorAccountId())
                    .param("amount", order.amountMinor())
                    .param("currency", order.currency())
                    .param("narrative", order.narrative())
                    .param("frequency", order.frequency().name())
                    .param("first", order.firstOn())
                    .param("last", order.lastOn())
                    .update();
            jdbc.sql("""
                            insert into scheduled_transfer (debtor_account_id, creditor_account_id, amount_minor, currency,
                                                            due_on, narrative, standing_order_id, occurrence)
                            select debtor_account_id, creditor_account_id, amount_minor, currency, first_on, narrative, id, 0
                              from standing_order where id = :id
                            """).param("id", id).update();
        });
        return find(id).orElseThrow();
    }

    public Optional<StandingOrder> find(UUID id) {
        return jdbc.sql(COLUMNS + " where o.id = :id")
                .param("id", id)
                .query(ROW)
                .optional();
    }

    /** A customer's, newest first. */
    public List<StandingOrder> ofCustomer(long customerId, int limit) {
        return jdbc.sql(COLUMNS + " where o.customer_id = :customer order by o.created_at desc, o.id limit :limit")
                .param("customer", customerId)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /**
     * Changes amount, narrative and end, from the transfer on that waits now.
     *
     * @param before as the caller knows it; if it is otherwise by now, nothing is changed
     * @return whether it was changed
     */
    public boolean change(StandingOrder before, long amountMinor, String narrative, @Nullable LocalDate lastOn) {
        return changing(before, () -> {
            jdbc.sql("""
                            update standing_order set amount_minor = :amount, narrative = :narrative, last_on = :last
                             where id = :id
                            """)
                    .param("amount", amountMinor)
                    .param("narrative", narrative)
                    .param("last", lastOn)
                    .param("id", before.id())
                    .update();
            jdbc.sql("""
                            update scheduled_transfer set amount_minor = :amount, narrative = :narrative
                             where standing_order_id = :id and state = 'PENDING'
                            """)
                    .param("amount", amountMinor)
                    .param("narrative", narrative)
                    .param("id", before.id())
                    .update();
        });
    }

    /** Leaves the transfer out that waits now; the one after it waits then. False if the order is otherwise by now. */
    public boolean skip(StandingOrder before) {
        return before.next() != null && changing(before, () -> end(before, "SKIPPED"));
    }

    /** Ends the order: nothing more is booked. False if the order is otherwise by now. */
    public boolean stop(StandingOrder before) {
        return changing(before, () -> {
            jdbc.sql("update standing_order set stopped_at = clock_timestamp() where id = :id")
                    .param("id", before.id())
                    .update();
            end(before, "STOPPED");
        });
    }

    private void end(StandingOrder order, String state) {
        jdbc.sql("update scheduled_transfer set state = :state where standing_order_id = :id and state = 'PENDING'")
                .param("state", state)
                .param("id", order.id())
                .update();
    }

    private boolean changing(StandingOrder before, Runnable change) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            jdbc.sql("select id from scheduled_transfer where standing_order_id = :id and state = 'PENDING' for update")
                    .param("id", before.id())
                    .query(Long.class)
                    .list();
            jdbc.sql("select id from standing_order where id = :id for update")
                    .param("id", before.id())
                    .query(UUID.class)
                    .single();
            boolean same = find(before.id()).filter(before::equals).isPresent();
            if (same) {
                change.run();
            }
            return same;
        }));
    }
}
