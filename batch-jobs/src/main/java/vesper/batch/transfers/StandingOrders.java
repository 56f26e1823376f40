package vesper.batch.transfers;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Bank;
import vesper.bank.calendar.HolidayCalendar;
import vesper.bank.calendar.HolidayCalendars;

/** Takes down standing orders, and makes their occurrences scheduled transfers when their days come. */
public final class StandingOrders {
    private static final String ADD = """
            insert into standing_order (debtor_account_id, creditor_account_id, amount_minor, currency, narrative, rhythm, first_on,
                                        last_on, times, calendar, without_funds, retry_days, next_on)
            values (:debtor, :creditor, :amount, :currency, :narrative, :rhythm, :first, :last, :times, :calendar, :without,
                    :retry, :first)
            returning id
            """;
    private static final String DUE = """
            select id, rhythm, first_on, last_on, times, calendar, made, next_on
              from standing_order where next_on <= :day and id > :after order by id limit :limit for update
            """;
    private static final String MAKE = """
            insert into scheduled_transfer (debtor_account_id, creditor_account_id, amount_minor, currency, due_on, narrative,
                                            standing_order_id, ordered_for)
            select debtor_account_id, creditor_account_id, amount_minor, currency, :due, narrative, id, :date
              from standing_order where id = :id
                on conflict (standing_order_id, ordered_for) do nothing
            """;

    private final JdbcClient jdbc;

    public StandingOrders(Bank bank) {
        this.jdbc = bank.jdbc();
    }

    /** What is done about an occurrence for which there are no funds. */
    public enum WithoutFunds {
        /** It is tried again on the next business days, then left to people. */
        RETRY,
        /** It is left out. */
        SKIP,
        /** It is left out, and so are all that would follow. */
        CANCEL
    }

    /**
     * A standing order.
     *
     * @param amountMinor positive
     * @param first the first occurrence; for the last business day of months, any day of the first month
     * @param last no occurrence is later; null: no end
     * @param times how many occurrences at most; null: no end
     * @param calendar code of a {@link HolidayCalendars calendar}: an occurrence on no business day is booked on the next
     * @param retryDays business days on which an occurrence is tried, with {@code RETRY}
     */
    public record Order(
            long debtorAccountId,
            long creditorAccountId,
            long amountMinor,
            String currency,
            String narrative,
            Rhythm rhythm,
            LocalDate first,
            @Nullable LocalDate last,
            @Nullable Integer times,
            String calendar,
            WithoutFunds withoutFunds,
            int retryDays) {}

    /** An order whose next occurrence is due. */
    record Due(
            long id,
            Rhythm rhythm,
            LocalDate first,
            @Nullable LocalDate last,
            @Nullable Integer times,
            HolidayCalendar calendar,
            int made,
            LocalDate next) {}

    /**
     * Takes an order down.
     *
     * @return the order's id
     * @throws IllegalArgumentException if there is no such calendar, or the order has no occurrence
     */
    public long add(Order order) {
        HolidayCalendar calendar = HolidayCalendars.ofCode(order.calendar());
        LocalDate first = order.rhythm().occurrence(order.first(), 0, calendar);
        if (order.last() != null && first.isAfter(order.last())) {
            throw new IllegalArgumentException("the order ends before its first occurrence, " + first);
        }
        return jdbc.sql(ADD)
                .param("debtor", order.debtorAccountId())
                .param("creditor", order.creditorAccountId())
                .param("amount", order.amountMinor())
                .param("currency", order.currency())
                .param("narrative", order.narrative())
                .param("rhythm", order.rhythm().name())
                .param("first", first)
                .param("last", order.last(), java.sql.Types.DATE)
                .param("times", order.times(), java.sql.Types.INTEGER)
                .param("calendar", order.calendar())
                .param("without", order.withoutFunds().name())
                .param("retry", order.retryDays())
                .query(Long.class)
                .single();
    }

    /** Ends an order: nothing of it is made any more. Returns false if it is over already. */
    public boolean cancel(long id) {
        return jdbc.sql(
                                "update standing_order set state = 'CANCELLED', next_on = null where id = :id and state = 'ACTIVE'")
                        .param("id", id)
                        .update()
                == 1;
    }

    long count(LocalDate day) {
        return jdbc.sql("select count(*) from standing_order where next_on <= :day")
                .param("day", day)
                .query(Long.class)
                .single();
    }

    /** The next orders by rising id that have an occurrence on or before a day, locked. */
    List<Due> due(LocalDate day, long after, int limit) {
        return jdbc.sql(DUE)
                .param("day", day)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new Due(
                        row.getLong("id"),
                        Rhythm.valueOf(row.getString("rhythm")),
                        row.getObject("first_on", LocalDate.class),
                        row.getObject("last_on", LocalDate.class),
                        row.getObject("times", Integer.class),
                        HolidayCalendars.ofCode(row.getString("calendar")),
                        row.getInt("made"),
                        row.getObject("next_on", LocalDate.class)))
                .list();
    }

    /** Makes all occurrences of an order up to a day scheduled transfers. Returns how many. */
    int make(Due order, LocalDate day) {
        int made = order.made();
        LocalDate next = order.next();
        while (next != null && !next.isAfter(day)) {
            jdbc.sql(MAKE)
                    .param("due", order.calendar().onOrAfter(next))
                    .param("date", next)
                    .param("id", order.id())
                    .update();
            made++;
            next = next(order, made);
        }
        jdbc.sql("""
                        update standing_order
                           set made = :made, next_on = cast(:next as date),
                               state = case when cast(:next as date) is null then 'ENDED' else 'ACTIVE' end
                         where id = :id
                        """)
                .param("made", made)
                .param("next", next, java.sql.Types.DATE)
                .param("id", order.id())
                .update();
        return made - order.made();
    }

    private static @Nullable LocalDate next(Due order, int made) {
        if (order.times() != null && made >= order.times()) {
            return null;
        }
        LocalDate next = order.rhythm().occurrence(order.first(), made, order.calendar());
        return order.last() != null && next.isAfter(order.last()) ? null : next;
    }
}
