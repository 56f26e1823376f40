package vesper.console.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Payments recorded in each of the last sixty full seconds. Each reading counts the last few seconds again, since a
 * transaction becomes visible somewhat after the instant its rows bear.
 */
final class PaymentRate {
    static final int SECONDS = 60;
    private static final int COUNTED_AGAIN = 5;

    private final JdbcClient jdbc;
    private final TreeMap<Long, Long> counts = new TreeMap<>();

    PaymentRate(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Counts up to the database's present second.
     *
     * @return one count a second, oldest first, {@value #SECONDS} of them; the second that still runs is left out
     */
    List<Long> read() {
        long now = jdbc.sql("select floor(extract(epoch from clock_timestamp()))::bigint")
                .query(Long.class)
                .single();
        long from = counts.isEmpty() ? now - SECONDS : Math.max(now - SECONDS, counts.lastKey() - COUNTED_AGAIN);
        counts.tailMap(from).clear();
        counts.put(now, 0L);
        jdbc.sql("""
                        select floor(extract(epoch from recorded_at))::bigint, count(*) from payment
                         where recorded_at >= to_timestamp(:from) group by 1
                        """)
                .param("from", from)
                .query((row, n) -> counts.put(row.getLong(1), row.getLong(2)))
                .list();
        counts.headMap(now - SECONDS).clear();
        List<Long> seconds = new ArrayList<>(SECONDS);
        for (long second = now - SECONDS; second < now; second++) {
            seconds.add(counts.getOrDefault(second, 0L));
        }
        return seconds;
    }
}
