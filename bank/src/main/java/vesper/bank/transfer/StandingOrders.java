package vesper.bank.transfer;

import java.sql.Types;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Ids;
import vesper.bank.transfer.StandingOrder.Order;
import vesper.bank.transfer.StandingOrder.State;
import vesper.bank.transfer.StandingOrder.WithoutFunds;

/**
 * Takes standing orders down, changes and ends them, and makes their occurrences scheduled transfers when their days come. Whatever
 * touches an order locks it, so a change comes either before the night's work on it or after.
 */
public final class StandingOrders {
    private static final String COLUMNS = """
            select id, public_id, debtor_account_id, creditor_account_id, amount_minor, currency, narrative, rhythm, first_on,
                   last_on, times, calendar, without_funds, retry_days, made, next_on, state
              from standing_order
            """;
    private static final String ADD = """
            insert into standing_order (public_id, debtor_account_id, creditor_account_id, amount_minor, currency, narrative, rhythm,
                                        first_on, last_on, times, calendar, without_funds, retry_days, next_on)
            values (:public, :debtor, :creditor, :amount, :currency, :narrative, :rhythm, :first, :last, :times, :calendar,
                    :without, :retry, :first)
            """;
    private static final String MAKE = """
            insert into scheduled_transfer (debtor_account_id, creditor_account_id, amount_minor, currency, due_on, narrative, state,
                                            reason, standing_order_id, ordered_for)
            select debtor_account_id, creditor_account_id, amount_minor, currency, :due, narrative, :state, :reason, id, :day
              from standing_order where id = :id
                on conflict (standing_order_id, ordered_for) do nothing
            """;
    private static final RowMapper<StandingOrder> ROW = (row, n) -> new StandingOrder(
            row.getLong("id"),
            row.getObject("public_id", UUID.class),
            new Order(
                    row.getLong("debtor_account_id"),
                    row.getLong("creditor_account_id"),
                    row.getLong("amount_minor"),
                    row.getString("currency"),
                    row.getString("narrative"),
                    Rhythm.valueOf(row.getString("rhythm")),
                    row.getObject("first_on", LocalDate.class),
                    row.getObject("last_on", LocalDate.class),
                    row.getObject("times", Integer.class),
                    row.getString("calendar"),
                    WithoutFunds.valueOf(row.getString("without_funds")),
                    row.getInt("retry_days")),
            row.getInt("made"),
            row.getObject("next_on", LocalDate.class),
            State.valueOf(row.getString("state")));

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public StandingOrders(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * One occurrence that is behind an order.
     *
     * @param orderedFor the day that it was for
     * @param dueOn the day on which it was booked, or is tried next
     * @param state that of the scheduled transfer
     * @param reason why it failed or was left out; null otherwise
     */
    public record Made(
            LocalDate orderedFor,
            LocalDate dueOn,
            String state,
            @Nullable String reason) {}

    /**
     * Takes an order down.
     *
     * @throws IllegalArgumentException if there is no such calendar, or the order has no occurrence
     */
    public StandingOrder add(Order order) {
        LocalDate first = order.occurrence(0);
        if (first == null) {
            throw new IllegalArgumentException("the order ends before its first occurrence, "
                    + order.rhythm().occurrence(order.first(), 0, order.businessDays()));
        }
        UUID publicId = Ids.next();
        jdbc.sql(ADD)
                .param("public", publicId)
                .param("debtor", order.debtorAccountId())
                .param("creditor", order.creditorAccountId())
                .param("amount", order.amountMinor())
                .param("currency", order.currency())
                .param("narrative", order.narrative())
                .param("rhythm", order.rhythm().name())
                .param("first", first)
                .param("last", order.last(), Types.DATE)
                .param("times", order.times(), Types.INTEGER)
                .param("calendar", order.calendar())
                .param("without", order.withoutFunds().name())
                .param("retry", order.retryDays())
                .update();
        return find(publicId).orElseThrow();
    }

    public Optional<StandingOrder> find(UUID publicId) {
        return jdbc.sql(COLUMNS + " where public_id = :id")
                .param("id", publicId)
                .query(ROW)
                .optional();
    }

    /** Those that debit the accounts, newest first. */
    public List<StandingOrder> ofAccounts(Collection<Long> accountIds, int limit) {
        return jdbc.sql(COLUMNS + " where debtor_account_id = any(:accounts) order by id desc limit :limit")
                .param("accounts", accountIds.toArray(Long[]::new))
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /** What became of an order's occurrences, newest first. */
    public List<Made> made(StandingOrder order, int limit) {
        return jdbc.sql("""
                        select ordered_for, due_on, state, reason from scheduled_transfer
                         where standing_order_id = :id order by ordered_for desc limit :limit
                        """)
                .param("id", order.id())
                .param("limit", limit)
                .query((row, n) -> new Made(
                        row.getObject("ordered_for", LocalDate.class),
                        row.getObject("due_on", LocalDate.class),
                        row.getString("state"),
                        row.getString("reason")))
                .list();
    }

    /**
     * Changes an order from its next occurrence on.
     *
     * @param before as the holder knows it; if it is otherwise by now, nothing is changed
     * @param after {@link Order#changed} of it
     * @return whether it was changed
     * @throws IllegalArgumentException if the next occurrence would lie after the end
     */
    public boolean change(StandingOrder before, Order after) {
        if (before.next() == null || !before.next().equals(after.occurrence(before.made()))) {
            throw new IllegalArgumentException("the order ends before its next occurrence, " + before.next());
        }
        return changing(
                before,
                () -> jdbc.sql("""
                        update standing_order set amount_minor = :amount, narrative = :narrative, last_on = :last,
                               without_funds = :without
                         where id = :id
                        """)
                        .param("amount", after.amountMinor())
                        .param("narrative", after.narrative())
                        .param("last", after.last(), Types.DATE)
                        .param("without", after.withoutFunds().name())
                        .param("id", before.id())
                        .update());
    }

    /** Leaves the next occurrence out. False if the order is otherwise by now, or over. */
    public boolean skip(StandingOrder before) {
        LocalDate day = before.next();
        return day != null
                && changing(before, () -> {
                    put(before, day, "GIVEN_UP", "SKIPPED");
                    moveOn(before, before.made() + 1);
                });
    }

    /** Ends an order: nothing of it is made any more. False if it is otherwise by now. */
    public boolean stop(StandingOrder before) {
        return changing(before, () -> cancel(before.id()));
    }

    /** Ends an order, whatever has become of it; returns false if it is over already. */
    public boolean cancel(long id) {
        return jdbc.sql(
                                "update standing_order set state = 'CANCELLED', next_on = null where id = :id and state = 'ACTIVE'")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** How many orders have an occurrence on or before a day. */
    public long countDue(LocalDate day) {
        return jdbc.sql("select count(*) from standing_order where next_on <= :day")
                .param("day", day)
                .query(Long.class)
                .single();
    }

    /** The next orders by rising id that have an occurrence on or before a day, locked. */
    public List<StandingOrder> due(LocalDate day, long after, int limit) {
        return jdbc.sql(COLUMNS + " where next_on <= :day and id > :after order by id limit :limit for update")
                .param("day", day)
                .param("after", after)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /** Makes all occurrences of an order up to a day scheduled transfers. Returns how many. */
    public int make(StandingOrder order, LocalDate day) {
        int made = order.made();
        LocalDate next = order.next();
        while (next != null && !next.isAfter(day)) {
            put(order, next, "PENDING", null);
            made++;
            next = order.order().occurrence(made);
        }
        moveOn(order, made);
        return made - order.made();
    }

    private void put(StandingOrder order, LocalDate day, String state, @Nullable String reason) {
        jdbc.sql(MAKE)
                .param("due", order.order().businessDays().onOrAfter(day))
                .param("day", day)
                .param("state", state)
                .param("reason", reason, Types.VARCHAR)
                .param("id", order.id())
                .update();
    }

    private void moveOn(StandingOrder order, int made) {
        jdbc.sql("""
                        update standing_order
                           set made = :made, next_on = cast(:next as date),
                               state = case when cast(:next as date) is null then 'ENDED' else 'ACTIVE' end
                         where id = :id
                        """)
                .param("made", made)
                .param("next", order.order().occurrence(made), Types.DATE)
                .param("id", order.id())
                .update();
    }

    private boolean changing(StandingOrder before, Runnable change) {
        return Objects.requireNonNull(transaction.execute(status -> {
            boolean same = jdbc.sql(COLUMNS + " where id = :id for update")
                    .param("id", before.id())
                    .query(ROW)
                    .optional()
                    .filter(before::equals)
                    .isPresent();
            if (same) {
                change.run();
            }
            return same;
        }));
    }
}
