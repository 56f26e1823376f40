package vesper.bank.fraud;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.UnreadableEventException;

/** Reads what screening decided, and what is known of it now. */
final class RecordedDecisions {
    private static final int FETCHED = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    RecordedDecisions(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Takes a decision and whether its payment was fraud, null if that is not known. */
    interface Taker extends BiConsumer<PaymentDecided, @Nullable Boolean> {}

    /**
     * Hands on the newest decisions, oldest of them first, without holding all of them at once.
     *
     * @param days not those recorded more than so many days ago
     * @param most not more than so many
     */
    void read(int days, int most, Taker taker) {
        transaction.executeWithoutResult(status -> jdbc.sql("""
                        select decision, fraud from (
                            select id, recorded_at, decision from payment
                             where recorded_at > clock_timestamp() - make_interval(days => :days)
                             order by recorded_at desc, id limit :most) newest
                          left join lateral (
                            select fraud from payment_label l where l.payment_id = newest.id
                             order by known_at desc, source limit 1) known on true
                         order by recorded_at, id
                        """)
                .withFetchSize(FETCHED)
                .param("days", days)
                .param("most", most)
                .query(row -> {
                    taker.accept(decided(row.getBytes("decision")), row.getObject("fraud", Boolean.class));
                }));
    }

    /** Takes a decision and whether its payment was fraud. */
    interface LabelledTaker {
        void accept(PaymentDecided decided, boolean fraud);
    }

    /**
     * Hands on the decisions on payments of which something became known, by the label that stands, the newest label first.
     *
     * @param days not those whose label was recorded more than so many days ago
     * @param most not more than so many
     */
    void labelled(int days, int most, LabelledTaker taker) {
        transaction.executeWithoutResult(status -> jdbc.sql("""
                        select p.decision, l.fraud
                          from payment_label l join payment p on p.id = l.payment_id
                         where l.recorded_at > clock_timestamp() - make_interval(days => :days)
                           and not exists (
                             select from payment_label other where other.payment_id = l.payment_id
                                and (other.known_at, l.source) > (l.known_at, other.source))
                         order by l.recorded_at desc, l.payment_id limit :most
                        """)
                .withFetchSize(FETCHED)
                .param("days", days)
                .param("most", most)
                .query(row -> {
                    taker.accept(decided(row.getBytes("decision")), row.getBoolean("fraud"));
                }));
    }

    /** How many {@link #read} hands on. */
    int count(int days, int most) {
        return jdbc.sql("""
                        select count(*) from (
                            select from payment where recorded_at > clock_timestamp() - make_interval(days => :days)
                             limit :most) newest
                        """)
                .param("days", days)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** The first decision that was recorded within a time up to now; empty if there is none. */
    Optional<PaymentDecided> firstWithin(Duration time) {
        return jdbc.sql("""
                        select decision from payment
                         where recorded_at >= clock_timestamp() - make_interval(secs => :seconds)
                         order by recorded_at limit 1
                        """)
                .param("seconds", time.toSeconds())
                .query((row, n) -> decided(row.getBytes("decision")))
                .optional();
    }

    private static PaymentDecided decided(byte[] event) {
        try {
            return EventCodec.DECIDED.decode(event);
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("a recorded decision is damaged", e);
        }
    }
}
