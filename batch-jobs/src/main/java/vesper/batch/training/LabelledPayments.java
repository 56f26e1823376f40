package vesper.batch.training;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.event.EventCodec;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.screening.Features;

/**
 * The bank's own decisions, with the features that were judged and what was known of the payments at a moment. A payment of
 * which nothing became known within {@value #QUIET_DAYS} days counts as genuine; one that is younger counts not at all.
 */
final class LabelledPayments {
    /** Days after which silence says that a payment was no fraud. */
    static final int QUIET_DAYS = 7;

    /** More genuine payments than this teach nothing new: of so many, one stands for several. */
    private static final long GENUINE_ROWS = 300_000;

    private static final String ROWS = """
              from payment p left join lateral (
                   select l.fraud from payment_label l where l.payment_id = p.id and l.known_at < :known
                    order by l.known_at desc, l.recorded_at desc limit 1) l on true
             where p.kind <> 'DEPOSIT' and p.occurred_at >= :from and p.occurred_at < :until
               and (l.fraud is not null or p.occurred_at < :known - make_interval(days => :quiet))
            """;

    private final JdbcClient jdbc;

    LabelledPayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes a payment. */
    interface Reader {
        /** @param weight how many payments like it were left out, and itself */
        void row(double[] features, boolean fraud, float weight);
    }

    /**
     * Reads the payments made from one moment up to another, in order of time.
     *
     * @param known nothing that became known from this moment on is used
     */
    void read(Instant from, Instant until, Instant known, Reader reader) {
        long genuine = query("select count(*) filter (where not coalesce(l.fraud, false))" + ROWS, from, until, known)
                .query(Long.class)
                .single();
        long every = Math.max(1, (genuine + GENUINE_ROWS - 1) / GENUINE_ROWS);
        query("select p.decision, coalesce(l.fraud, false) as fraud" + ROWS + """
                           and (coalesce(l.fraud, false) or abs(hashtextextended(p.id::text, 0) % :every) = 0)
                         order by p.occurred_at, p.id
                        """, from, until, known)
                .param("every", every)
                .query(row -> {
                    boolean fraud = row.getBoolean("fraud");
                    reader.row(features(row.getBytes("decision")), fraud, fraud ? 1 : (float) every);
                });
    }

    private JdbcClient.StatementSpec query(String sql, Instant from, Instant until, Instant known) {
        return jdbc.sql(sql)
                .param("from", utc(from), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("until", utc(until), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("known", utc(known), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("quiet", QUIET_DAYS);
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static double[] features(byte[] decision) {
        try {
            return Features.of(EventCodec.DECIDED.decode(decision).getFeatures())
                    .toArray();
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("a stored decision is damaged", e);
        }
    }
}
