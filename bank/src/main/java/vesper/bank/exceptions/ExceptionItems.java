package vesper.bank.exceptions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.database.RoundTrip;

/** Keeps exceptions. What it writes joins the surrounding transaction, so that an item's failure and its exception are one. */
public final class ExceptionItems {
    private static final String RAISE = """
            insert into exception_item (business_date, step, item_key, item, account_id, due_on, amount_minor, currency, reason,
                                        money, tried_again)
            select ?, * from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::date[], ?::bigint[], ?::text[], ?::text[],
                                    ?::boolean[], ?::boolean[])
                on conflict (step, item_key) where state in ('OPEN', 'SKIP_PROPOSED', 'FIX_PROPOSED')
                do update set business_date = excluded.business_date, account_id = excluded.account_id,
                              due_on = excluded.due_on, amount_minor = excluded.amount_minor, currency = excluded.currency,
                              reason = excluded.reason, tried_again = excluded.tried_again,
                              tries = exception_item.tries + 1, changed_at = clock_timestamp()
            """;
    private static final String READ = """
            select e.*, a.number from exception_item e left join account a on a.id = e.account_id
            """;
    private static final String LIST = READ + """
             where e.id < :before
               and (cast(:open as boolean) is null or (e.state in ('OPEN', 'SKIP_PROPOSED', 'FIX_PROPOSED')
                                                       and (not :open or not e.tried_again)))
               and (cast(:step as text) is null or e.step = :step)
               and (cast(:day as date) is null or e.business_date = :day)
             order by e.id desc limit :limit
            """;
    private static final String WAITING = """
            select count(*) from exception_item
             where state in ('OPEN', 'SKIP_PROPOSED', 'FIX_PROPOSED') and not tried_again
            """;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    public ExceptionItems(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    /** Raises exceptions; one that is open already is told of the new try instead. */
    public void raise(LocalDate businessDate, List<FailedItem> failed) {
        if (failed.isEmpty()) {
            return;
        }
        RoundTrip trip = new RoundTrip();
        trip.add(RAISE)
                .value(businessDate)
                .texts(each(failed, FailedItem::step))
                .longs(each(failed, FailedItem::key))
                .texts(each(failed, FailedItem::item))
                .longs(each(failed, FailedItem::accountId))
                .array("date", each(failed, item -> item.dueOn().toString()))
                .longs(each(failed, FailedItem::amountMinor))
                .texts(each(failed, FailedItem::currency))
                .texts(each(failed, FailedItem::reason))
                .array("boolean", each(failed, FailedItem::money))
                .array("boolean", each(failed, FailedItem::triedAgain));
        trip.run(jdbc);
    }

    private static <T> List<@Nullable T> each(List<FailedItem> failed, Function<FailedItem, @Nullable T> part) {
        List<@Nullable T> parts = new ArrayList<>(failed.size());
        failed.forEach(item -> parts.add(part.apply(item)));
        return parts;
    }

    /** Closes those of a step's exceptions whose items were done after all. */
    public void settle(String step, Collection<Long> keys) {
        if (keys.isEmpty()) {
            return;
        }
        client.sql("""
                        update exception_item set state = 'DONE', changed_at = clock_timestamp()
                         where step = :step and item_key = any(:keys) and state in ('OPEN', 'SKIP_PROPOSED', 'FIX_PROPOSED')
                        """)
                .param("step", step)
                .param("keys", keys.toArray(Long[]::new))
                .update();
    }

    /**
     * A page of exceptions, newest first.
     *
     * @param beforeId only those with smaller ids; {@link Long#MAX_VALUE} for the first page
     */
    public List<ExceptionItem> list(ExceptionSearch search, long beforeId, int limit) {
        return client.sql(LIST)
                .param("before", beforeId)
                .param("open", search.waiting())
                .param("step", search.step())
                .param("day", search.businessDate())
                .param("limit", limit)
                .query((row, n) -> item(row))
                .list();
    }

    public Optional<ExceptionItem> find(long id) {
        return client.sql(READ + " where e.id = :id")
                .param("id", id)
                .query((row, n) -> item(row))
                .optional();
    }

    /** The same, held until the surrounding transaction ends. */
    public Optional<ExceptionItem> lock(long id) {
        client.sql("select 1 from exception_item where id = :id for update")
                .param("id", id)
                .query(Integer.class)
                .optional();
        return find(id);
    }

    /** How many wait for a person. */
    public long countWaiting() {
        return client.sql(WAITING).query(Long.class).single();
    }

    /** How many items of a step wait for a person that were last tried on a day. */
    public long countWaiting(String step, LocalDate businessDate) {
        return client.sql(WAITING + " and step = :step and business_date = :day")
                .param("step", step)
                .param("day", businessDate)
                .query(Long.class)
                .single();
    }

    /** How many in which money has not moved wait for a person since before a day. */
    public long countMoneyBefore(LocalDate businessDate) {
        return client.sql(WAITING + " and money and business_date < :day")
                .param("day", businessDate)
                .query(Long.class)
                .single();
    }

    /** Notes that a person's proposal, or its end, has moved it to another state. */
    public void move(ExceptionItem item, ExceptionState to, String by, String note) {
        client.sql("""
                        update exception_item
                           set state = :to, changed_at = clock_timestamp(),
                               proposed_by = case when :to = 'OPEN' then null when :proposes then :by else proposed_by end,
                               note = case when :to = 'OPEN' then null when :note = '' then note else :note end,
                               closed_by = case when :closes then :by end
                         where id = :id
                        """)
                .param("to", to.name())
                .param("proposes", to.proposed())
                .param("closes", to.closed())
                .param("by", by)
                .param("note", note)
                .param("id", item.id())
                .update();
    }

    /** Notes that it was tried again in vain, for a reason. */
    public void stillOpen(ExceptionItem item, String reason) {
        client.sql("""
                        update exception_item set tries = tries + 1, reason = :reason, changed_at = clock_timestamp()
                         where id = :id
                        """).param("reason", reason).param("id", item.id()).update();
    }

    /** Notes that the next night tries it again. */
    public void againTonight(ExceptionItem item) {
        client.sql("update exception_item set tried_again = true, changed_at = clock_timestamp() where id = :id")
                .param("id", item.id())
                .update();
    }

    private static ExceptionItem item(ResultSet row) throws SQLException {
        FailedItem failed = new FailedItem(
                row.getString("step"),
                row.getLong("item_key"),
                row.getString("item"),
                row.getObject("account_id", Long.class),
                row.getObject("due_on", LocalDate.class),
                row.getLong("amount_minor"),
                row.getString("currency"),
                row.getString("reason"),
                row.getBoolean("money"),
                row.getBoolean("tried_again"));
        return new ExceptionItem(
                row.getLong("id"),
                row.getObject("business_date", LocalDate.class),
                failed,
                row.getString("number"),
                row.getInt("tries"),
                ExceptionState.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                row.getString("note"),
                row.getString("closed_by"),
                row.getTimestamp("raised_at").toInstant(),
                row.getTimestamp("changed_at").toInstant());
    }
}
