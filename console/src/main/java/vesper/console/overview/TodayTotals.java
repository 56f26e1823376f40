package vesper.console.overview;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.payment.PaymentStatus;

/**
 * Counts of the payments stamped with one business date, by state, without reading the whole day each time. Payments that
 * never needed an analyst do not change state: they are counted once, when they are older than {@value #SETTLED_AFTER_S}
 * seconds (by then their transaction is visible), and only the newer ones are counted each time. Those that came under
 * review are few; they are counted afresh.
 */
final class TodayTotals {
    private static final int SETTLED_AFTER_S = 30;

    private final JdbcClient jdbc;
    private final Map<PaymentStatus, Long> settled = new EnumMap<>(PaymentStatus.class);
    private @Nullable LocalDate day;
    private Instant settledUntil = Instant.EPOCH;
    private Instant dayBegan = Instant.EPOCH;

    TodayTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many payments of the day stand in each state. */
    record Totals(long booked, long declined, long inReview, long refused, long rejected) {
        static final Totals NONE = new Totals(0, 0, 0, 0, 0);

        public long all() {
            return booked + declined + inReview + refused + rejected;
        }
    }

    Totals read(LocalDate businessDate) {
        if (!businessDate.equals(day)) {
            day = businessDate;
            settled.clear();
            dayBegan = notBefore(businessDate);
            settledUntil = dayBegan;
        }
        Instant border = jdbc.sql("select clock_timestamp() - make_interval(secs => :age)")
                .param("age", SETTLED_AFTER_S)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
        if (border.isAfter(settledUntil)) {
            addNeverReviewed(businessDate, settledUntil, border, settled);
            settledUntil = border;
        }
        Map<PaymentStatus, Long> counts = new EnumMap<>(PaymentStatus.class);
        counts.putAll(settled);
        addNeverReviewed(businessDate, settledUntil, null, counts);
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

    private void addNeverReviewed(
            LocalDate businessDate, Instant from, @Nullable Instant to, Map<PaymentStatus, Long> counts) {
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
