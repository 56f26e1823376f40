package vesper.bank.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.calendar.BusinessDay.Phase;
import vesper.bank.database.Plans;
import vesper.bank.database.RoundTrip;

/**
 * Reads and moves the business date. Every move takes an exclusive advisory lock that bookings hold shared, so a move sees
 * all entries booked before it, and an entry booked after it sees the new date.
 */
public final class BusinessDates {
    private static final long LOCK = 0x5645_5350_0001L;

    /** Of {@code business_date}: what {@link #day} reads, as the first columns of a row. */
    public static final String COLUMNS = "business_date, accepting_date, phase";

    /** What is wrong if there is no business date. */
    public static final String NOT_OPEN = "the bank has no business date yet: open it first";

    private static final String READ = "select " + COLUMNS + " from business_date";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public BusinessDates(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Where the bank stands.
     *
     * @throws IllegalStateException if the bank was never opened
     */
    public BusinessDay current() {
        return find().orElseThrow(() -> new IllegalStateException(NOT_OPEN));
    }

    /** Empty before the bank's first day was opened. */
    public Optional<BusinessDay> find() {
        return jdbc.sql(READ).query((row, n) -> day(row)).optional();
    }

    /** Reads {@link #COLUMNS}. */
    public static BusinessDay day(ResultSet row) throws SQLException {
        return new BusinessDay(
                row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class), Phase.valueOf(row.getString(3)));
    }

    /** Opens the bank's first day; does nothing if it is open already. */
    public void open(LocalDate firstDay) {
        jdbc.sql("insert into business_date (business_date, accepting_date) values (:day, :day) on conflict do nothing")
                .param("day", firstDay)
                .update();
    }

    /** Cuts off: payments accepted from now on belong to the day after {@code businessDate}. Repeating it is harmless. */
    public void cutOff(LocalDate businessDate) {
        move(businessDate, Phase.OPEN, """
                update business_date set phase = 'DRAINING', accepting_date = business_date + 1,
                       cut_off_place = (select case when is_called then last_value else 0 end from journal_entry_seq)
                 where business_date = :day and phase = 'OPEN'
                """);
    }

    /** Declares the payments of the day drained: from now on the day takes entries of the close only. */
    public void startClosing(LocalDate businessDate) {
        move(businessDate, Phase.DRAINING, """
                update business_date set phase = 'CLOSING'
                 where business_date = :day and phase = 'DRAINING'
                """);
    }

    /** Shuts the day: from now on it takes no entries at all, and can be sealed. Repeating it is harmless. */
    public void shut(LocalDate businessDate) {
        move(businessDate, Phase.CLOSING, """
                update business_date set phase = 'SHUT',
                       shut_place = (select case when is_called then last_value else 0 end from journal_entry_seq)
                 where business_date = :day and phase = 'CLOSING'
                """);
    }

    /** Moves the business date on by one day, which need not have been shut. Repeating it is harmless. */
    public void advance(LocalDate businessDate) {
        move(businessDate, Phase.CLOSING, """
                update business_date set business_date = accepting_date, phase = 'OPEN', cut_off_place = null, shut_place = null
                 where business_date = :day and phase in ('CLOSING', 'SHUT')
                """);
    }

    private void move(LocalDate day, Phase from, String update) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(:lock)")
                    .param("lock", LOCK)
                    .query((row, n) -> 0)
                    .list();
            if (jdbc.sql(update).param("day", day).update() == 0) {
                BusinessDay now = current();
                boolean movedBefore = now.businessDate().isAfter(day)
                        || (now.businessDate().equals(day) && now.phase().compareTo(from) > 0);
                if (!movedBefore) {
                    throw new IllegalStateException("cannot move " + day + " on from " + from + ": the bank stands at "
                            + now.businessDate() + ", " + now.phase());
                }
            }
        });
    }

    /** Holds the business date still until the surrounding transaction ends, and reads it. */
    public BusinessDay holdStill() {
        jdbc.sql("select pg_advisory_xact_lock_shared(:lock)")
                .param("lock", LOCK)
                .query((row, n) -> 0)
                .list();
        return current();
    }

    /**
     * Holds the business date still until the surrounding transaction ends, with the first statement of a round trip; statements after
     * it read it. Plans are {@link Plans#KEPT kept} for the rest of the transaction: a short array costs less than the database
     * assumes of one it does not know, so it would plan each statement anew each time.
     */
    public static void holdStillKeepingPlans(RoundTrip trip) {
        trip.add("select " + Plans.KEPT + ", pg_advisory_xact_lock_shared(?)").value(LOCK);
    }

    /**
     * Holds the business date still until the surrounding transaction ends, and reads it, with the first statements of a round
     * trip. What it is can be asked when the trip has run.
     */
    public Supplier<BusinessDay> holdStill(RoundTrip trip) {
        trip.add("select pg_advisory_xact_lock_shared(?)").value(LOCK);
        AtomicReference<@Nullable BusinessDay> read = new AtomicReference<>();
        trip.add(READ).read(row -> read.set(day(row)));
        return () -> Objects.requireNonNull(read.get(), NOT_OPEN);
    }
}
