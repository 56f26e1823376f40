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
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.outbox.Outbox;

/** The queue of payments that wait for an analyst, or for their payers to confirm them, oldest first. */
public final class ReviewCases {
    /** Who decided a case whose payer confirmed or denied the payment; no member of staff is called so. */
    public static final String PAYER = "the customer";

    private static final String ANALYST = "analyst:";

    /** Begins like an analyst's, so that a booking job of the release before takes it for a person's decision too. */
    private static final String CUSTOMER = ANALYST + PAYER;

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
        return decide(id, State.RELEASED, analyst, note);
    }

    /** Rejects the payment as fraud: it will not be booked, and screening learns of it. A high amount takes two, as above. */
    public Answer reject(long id, String analyst, String note) {
        return decide(id, State.REJECTED, analyst, note);
    }

    static boolean isCustomer(String decidedBy) {
        return decidedBy.equals(CUSTOMER);
    }

    /** An analyst, or the payer; else it was screening that decided. */
    static boolean isPerson(String decidedBy) {
        return decidedBy.startsWith(ANALYST);
    }

    /** A case that its payer decided. */
    record Answered(long id, State state) {}

    /**
     * Decides a case by what the payer says, in the surrounding transaction, which holds the case from then on. A payment that is denied
     * is rejected. One that is confirmed is released if all that screening asked for was that the payer confirm it, whatever its
     * amount, and no analyst has proposed to reject it; else it is left to the analysts.
     *
     * @return empty if nothing was decided by it
     */
    Optional<Answered> answered(UUID paymentId, boolean mine) {
        return jdbc.sql("""
                        select c.id, c.proposed_state, p.decision from review_case c join payment p on p.id = c.payment_id
                         where c.payment_id = :payment and c.state = 'OPEN' for no key update of c
                        """)
                .param("payment", paymentId)
                .query((row, n) -> new Asked(
                        row.getLong("id"),
                        decoded(row.getBytes("decision")).getDecision() == DecisionKind.CHALLENGE
                                && !State.REJECTED.name().equals(row.getString("proposed_state"))))
                .optional()
                .filter(asked -> !mine || asked.confirmable)
                .map(asked -> {
                    State state = mine ? State.RELEASED : State.REJECTED;
                    close(asked.id, state, PAYER, "", CUSTOMER);
                    return new Answered(asked.id, state);
                });
    }

    private record Asked(long id, boolean confirmable) {}

    /** Whether the payer released the payment by confirming it. */
    boolean releasedByPayer(UUID paymentId) {
        return jdbc.sql("""
                        select exists (select from review_case
                         where payment_id = :payment and state = 'RELEASED' and decided_by = :payer)
                        """)
                .param("payment", paymentId)
                .param("payer", PAYER)
                .query(Boolean.class)
                .single();
    }

    private Answer decide(long id, State state, String analyst, String note) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Answer answer = secondPair(id, state, analyst);
            if (answer != Answer.DECIDED) {
                return answer;
            }
            close(id, state, analyst, note, ANALYST + analyst)
                    .ifPresent(closed -> labels.record(List.of(new PaymentLabels.Label(
                            closed.paymentId, state == State.REJECTED, closed.at, PaymentLabels.Source.ANALYST))));
            return answer;
        }));
    }

    /**
     * Closes an open case and sends the decision to booking.
     *
     * @param by as the case tells it
     * @param decidedBy as the event tells it
     */
    private Optional<Closed> close(long id, State state, String by, String note, String decidedBy) {
        Optional<Closed> closed = jdbc.sql("""
                        update review_case c set state = :state, decided_by = :by, decided_at = clock_timestamp(), note = :note
                          from payment p
                         where c.id = :id and c.state = 'OPEN' and p.id = c.payment_id
                        returning p.id as payment_id, p.decision, c.decided_at
                        """)
                .param("state", state.name())
                .param("by", by)
                .param("note", note)
                .param("id", id)
                .query((row, n) -> new Closed(
                        row.getObject("payment_id", UUID.class),
                        row.getBytes("decision"),
                        row.getTimestamp("decided_at").toInstant()))
                .optional();
        closed.ifPresent(found -> {
            PaymentDecided decided = PaymentDecided.newBuilder(decoded(found.decision))
                    .setDecision(state == State.RELEASED ? DecisionKind.APPROVE : DecisionKind.DECLINE)
                    .setDecidedBy(decidedBy)
                    .setSourcePartition(-1)
                    .setSourceOffset(-1)
                    .build();
            outbox.add(
                    Topics.DECIDED,
                    List.of(new Outbox.Message(
                            Long.toString(decided.getPayment().getDebtorAccountId()),
                            EventCodec.DECIDED.encode(decided))));
        });
        return closed;
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

    private record Closed(UUID paymentId, byte[] decision, Instant at) {}

    private static PaymentDecided decoded(byte[] decision) {
        try {
            return EventCodec.DECIDED.decode(decision);
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("the decision stored with the case is damaged", e);
        }
    }
}
