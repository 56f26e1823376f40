package vesper.bank.payment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.outbox.Outbox;

/** The queue of payments that wait for an analyst, oldest first. */
public final class ReviewCases {
    private static final String ANALYST = "analyst:";
    private static final RowMapper<ReviewCase> ROW = (row, n) -> new ReviewCase(
            row.getLong("id"),
            row.getObject("payment_id", UUID.class),
            State.valueOf(row.getString("state")),
            row.getTimestamp("opened_at").toInstant(),
            row.getString("decided_by"),
            row.getTimestamp("decided_at") == null
                    ? null
                    : row.getTimestamp("decided_at").toInstant(),
            row.getString("note"));

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final PaymentLabels labels;

    public ReviewCases(JdbcClient jdbc, TransactionTemplate transaction, Outbox outbox) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
        labels = new PaymentLabels(jdbc, transaction, outbox);
    }

    /** Whether a case waits, and how it ended. */
    public enum State {
        OPEN,
        RELEASED,
        REJECTED
    }

    /** What came of a decision. */
    public enum Answer {
        DECIDED,
        /** The amount is high: it waits for the same decision by another analyst. */
        PROPOSED,
        /** The analyst has proposed this before; another must decide. */
        NEEDS_ANOTHER,
        /** The case is unknown, or was decided before; nothing happened. */
        DECIDED_BEFORE
    }

    /** A payment under review; its figures and reasons are those of the {@link Payment}. */
    public record ReviewCase(
            long id,
            UUID paymentId,
            State state,
            Instant openedAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String note) {}

    /** Open cases, oldest first, after the given case id (0 for the first page). */
    public List<ReviewCase> open(long afterId, int limit) {
        return jdbc.sql("""
                        select id, payment_id, state, opened_at, decided_by, decided_at, note from review_case
                         where state = 'OPEN' and id > :after order by id limit :limit
                        """)
                .param("after", afterId)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    public long countOpen() {
        return jdbc.sql("select count(*) from review_case where state = 'OPEN'")
                .query(Long.class)
                .single();
    }

    public Optional<ReviewCase> find(long id) {
        return jdbc.sql("""
                        select id, payment_id, state, opened_at, decided_by, decided_at, note from review_case where id = :id
                        """).param("id", id).query(ROW).optional();
    }

    /**
     * Releases the payment: it goes back to booking as approved, and screening learns that it was no fraud. From an amount on
     * ({@code review_policy}) it takes two analysts who decide the same.
     */
    public Answer release(long id, String analyst, String note) {
        return decide(id, DecisionKind.APPROVE, State.RELEASED, analyst, note);
    }

    /** Rejects the payment as fraud: it will not be booked, and screening learns of it. A high amount takes two, as above. */
    public Answer reject(long id, String analyst, String note) {
        return decide(id, DecisionKind.DECLINE, State.REJECTED, analyst, note);
    }

    static boolean isAnalyst(String decidedBy) {
        return decidedBy.startsWith(ANALYST);
    }

    private Answer decide(long id, DecisionKind decision, State state, String analyst, String note) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Answer answer = secondPair(id, state, analyst);
            if (answer != Answer.DECIDED) {
                return answer;
            }
            Optional<Closed> closed = jdbc.sql("""
                            update review_case c set state = :state, decided_by = :analyst, decided_at = clock_timestamp(),
                                   note = :note
                              from payment p
                             where c.id = :id and c.state = 'OPEN' and p.id = c.payment_id
                            returning p.decision, c.decided_at
                            """)
                    .param("state", state.name())
                    .param("analyst", analyst)
                    .param("note", note)
                    .param("id", id)
                    .query((row, n) -> new Closed(
                            row.getBytes("decision"),
                            row.getTimestamp("decided_at").toInstant()))
                    .optional();
            closed.ifPresent(found -> {
                PaymentDecided decided = decidedByAnalyst(found.decision, decision, analyst);
                PaymentSubmitted payment = decided.getPayment();
                outbox.add(
                        Topics.DECIDED,
                        List.of(new Outbox.Message(payment.getId().toString(), EventCodec.DECIDED.encode(decided))));
                labels.record(List.of(new PaymentLabels.Label(
                        payment.getId(), state == State.REJECTED, found.decidedAt, PaymentLabels.Source.ANALYST)));
            });
            return answer;
        }));
    }

    /** Locks the case and says whether this decision ends it; records it as a proposal if it takes another analyst. */
    private Answer secondPair(long id, State state, String analyst) {
        Optional<Waiting> waiting = jdbc.sql("""
                        select c.proposed_state, c.proposed_by, p.amount_minor >= (
                                   select four_eyes_minor from review_policy where valid_from <= clock_timestamp()
                                    order by valid_from desc limit 1) as high
                          from review_case c join payment p on p.id = c.payment_id
                         where c.id = :id and c.state = 'OPEN' for no key update of c
                        """)
                .param("id", id)
                .query((row, n) -> new Waiting(
                        row.getString("proposed_state"), row.getString("proposed_by"), row.getBoolean("high")))
                .optional();
        if (waiting.isEmpty()) {
            return Answer.DECIDED_BEFORE;
        }
        Waiting found = waiting.get();
        boolean proposed = state.name().equals(found.proposedState);
        if (!found.high || (proposed && !analyst.equals(found.proposedBy))) {
            return Answer.DECIDED;
        }
        if (proposed) {
            return Answer.NEEDS_ANOTHER;
        }
        jdbc.sql("update review_case set proposed_state = :state, proposed_by = :analyst where id = :id")
                .param("state", state.name())
                .param("analyst", analyst)
                .param("id", id)
                .update();
        return Answer.PROPOSED;
    }

    private record Waiting(
            @Nullable String proposedState, @Nullable String proposedBy, boolean high) {}

    private record Closed(byte[] decision, Instant decidedAt) {}

    private static PaymentDecided decidedByAnalyst(byte[] screened, DecisionKind decision, String analyst) {
        try {
            return PaymentDecided.newBuilder(EventCodec.DECIDED.decode(screened))
                    .setDecision(decision)
                    .setDecidedBy(ANALYST + analyst)
                    .setSourcePartition(-1)
                    .setSourceOffset(-1)
                    .build();
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("the decision stored with the case is damaged", e);
        }
    }
}
