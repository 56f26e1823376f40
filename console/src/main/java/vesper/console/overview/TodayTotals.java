package vesper.console.overview;

import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.payment.PaymentStatus;

/**
 * Counts of the payments stamped with one business date, by state, without reading the whole day each time. Payments that
 * never needed an analyst do not change state: the newest, of the last seconds, are counted each time, then once as they get
 * older, and once more for good, when they are so old that their transaction is visible, however long it took. Those that came
 * under review are few; they are counted afresh.
 */
final class TodayTotals {
    private static final Duration NEW = Duration.ofSeconds(3);
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final Duration fresh;
    private final Duration settledAfter;
    private final Map<PaymentStatus, Long> settled = new EnumMap<>(PaymentStatus.class);
    /** Counted once so far, oldest first, one after the other from where the settled end. */
    private final Deque<Stretch> recent = new ArrayDeque<>();

    private @Nullable LocalDate day;
    private Instant countedUntil = Instant.EPOCH;
    private Instant dayBegan = Instant.EPOCH;

    TodayTotals(JdbcClient jdbc) {
        this(jdbc, NEW, SETTLED_AFTER);
    }

    /**
     * Totals by this database.
     *
     * @param fresh age up to which payments are counted each time
     * @param settledAfter age from which they are counted no more
     */
    TodayTotals(JdbcClient jdbc, Duration fresh, Duration settledAfter) {
        this.jdbc = jdbc;
        this.fresh = fresh;
        this.settledAfter = settledAfter;
    }

    /** How many payments of the day stand in each state. */
    record Totals(long booked, long declined, long inReview, long refused, long rejected) {
        static final Totals NONE = new Totals(0, 0, 0, 0, 0);

        public long all() {
            return booked + declined + inReview + refused + rejected;
        }
    }

    private record Stretch(Instant from, Instant until, Map<PaymentStatus, Long> counts) {}

    Totals read(LocalDate businessDate) {
        if (!businessDate.equals(day)) {
            day = businessDate;
            settled.clear();
            recent.clear();
            dayBegan = notBefore(businessDate);
            countedUntil = dayBegan;
        }
        Instant now = jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        Instant old = now.minus(settledAfter);
        settle(businessDate, old);
        if (recent.isEmpty() && old.isAfter(countedUntil)) {
            add(neverReviewed(businessDate, countedUntil, old), settled);
            countedUntil = old;
        }
        Instant border = now.minus(fresh);
        if (border.isAfter(countedUntil)) {
            recent.add(new Stretch(countedUntil, border, neverReviewed(businessDate, countedUntil, border)));
            countedUntil = border;
        }
        Map<PaymentStatus, Long> counts = neverReviewed(businessDate, countedUntil, null);
        add(settled, counts);
        recent.forEach(stretch -> add(stretch.counts(), counts));
        addReviewed(businessDate, counts);
        return new Totals(
                counts.getOrDefault(PaymentStatus.BOOKED, 0L),
                counts.getOrDefault(PaymentStatus.DECLINED, 0L),
                counts.getOrDefault(PaymentStatus.IN_REVIEW, 0L),
                counts.getOrDefault(PaymentStatus.REFUSED, 0L),
                counts.getOrDefault(PaymentStatus.REJECTED, 0L));
    }

    /** Payments of a day are accepted after the close of the day before last was proved. */
    private Instant notBefore(LocalDate businessDate) {
        return jdbc.sql("""
                        select coalesce(max(proved_at), timestamptz 'epoch') from day_proof where business_date < :before
                        """)
                .param("before", businessDate.minusDays(1))
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private void settle(LocalDate businessDate, Instant until) {
        while (!recent.isEmpty() && !recent.getFirst().until().isAfter(until)) {
            Stretch oldest = recent.getFirst();
            add(neverReviewed(businessDate, oldest.from(), oldest.until()), settled);
            recent.removeFirst();
        }
    }

    private Map<PaymentStatus, Long> neverReviewed(LocalDate businessDate, Instant from, @Nullable Instant to) {
        Map<PaymentStatus, Long> counts = new EnumMap<>(PaymentStatus.class);
        jdbc.sql("""
                        select p.status, count(*) from payment p
                         where p.recorded_at >= :from and p.recorded_at < coalesce(:to, 'infinity'::timestamptz)
                           and p.business_date = :day
                           and not exists (select 1 from review_case c where c.payment_id = p.id)
                         group by p.status
                        """)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to == null ? null : to.atOffset(ZoneOffset.UTC), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("day", businessDate)
                .query((ResultSet row, int n) -> add(row, counts))
                .list();
        return counts;
    }

    private static void add(Map<PaymentStatus, Long> some, Map<PaymentStatus, Long> counts) {
        some.forEach((status, count) -> counts.merge(status, count, Long::sum));
    }

    private void addReviewed(LocalDate businessDate, Map<PaymentStatus, Long> counts) {
        jdbc.sql("""
                        select p.status, count(*) from review_case c join payment p on p.id = c.payment_id
                         where c.opened_at >= :from and p.business_date = :day
                         group by p.status
                        """)
                .param("from", dayBegan.atOffset(ZoneOffset.UTC))
                .param("day", businessDate)
                .query((ResultSet row, int n) -> add(row, counts))
                .list();
    }

    private static boolean add(ResultSet row, Map<PaymentStatus, Long> counts) throws java.sql.SQLException {
        counts.merge(PaymentStatus.valueOf(row.getString(1)), row.getLong(2), Long::sum);
        return true;
    }
}
