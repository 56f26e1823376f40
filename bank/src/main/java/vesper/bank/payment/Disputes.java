package vesper.bank.payment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Ids;
import vesper.bank.payment.ReviewCases.Answered;

/**
 * What payers say of payments: that they did not make them, or did not get what they paid for; or that they did make them. That it
 * was not the payer is a label of fraud, that it was one of the contrary; screening learns from both. A payment under review that
 * its payer denies is rejected; one that was only challenged is released by a payer who confirms it in person.
 */
public final class Disputes {
    private static final String COLUMNS = "select d.id, payment_id, opened_by, reason, note, opened_at from dispute d ";
    private static final RowMapper<Dispute> ROW = (row, n) -> new Dispute(
            row.getObject("id", UUID.class),
            row.getObject("payment_id", UUID.class),
            row.getString("opened_by"),
            Reason.valueOf(row.getString("reason")),
            row.getString("note"),
            row.getTimestamp("opened_at").toInstant());

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final PaymentLabels labels;
    private final ReviewCases cases;
    private final Investigating investigating;

    public Disputes(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            PaymentLabels labels,
            ReviewCases cases,
            Investigating investigating) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.labels = labels;
        this.cases = cases;
        this.investigating = investigating;
    }

    /** Those who work on cases learn, in the transaction that does it, that a payer decided one. */
    public interface Investigating {
        void decidedByPayer(long caseId, boolean released);
    }

    /**
     * What came of a payer's word that a payment was the payer's own.
     *
     * @param since when the bank knows it
     * @param released whether the payment, held until then, goes into the books by it
     */
    public record Confirmed(Instant since, boolean released) {}

    /** Why a payment is disputed. */
    public enum Reason {
        /** Somebody else made it. */
        NOT_ME,
        NOT_RECEIVED,
        WRONG_AMOUNT,
        DUPLICATE
    }

    /**
     * A disputed payment.
     *
     * @param openedBy the customer's login, or the client that spoke for the customer
     */
    public record Dispute(
            UUID id,
            UUID paymentId,
            String openedBy,
            Reason reason,
            @Nullable String note,
            Instant openedAt) {}

    /**
     * Opens a dispute; a payment has one at most, and a second says nothing new. A payment under review that was not the payer's is
     * rejected.
     *
     * @param paymentId of a payment that is recorded
     * @return the one that there is now, this or an earlier one
     */
    public Dispute open(UUID paymentId, String openedBy, Reason reason, @Nullable String note, Instant now) {
        return transaction.execute(status -> {
            int opened = jdbc.sql("""
                            insert into dispute (id, payment_id, opened_by, reason, note)
                            values (:id, :payment, :by, :reason, :note) on conflict (payment_id) do nothing
                            """)
                    .param("id", Ids.of("dispute", paymentId.toString()))
                    .param("payment", paymentId)
                    .param("by", openedBy)
                    .param("reason", reason.name())
                    .param("note", note)
                    .update();
            if (opened == 1 && reason == Reason.NOT_ME) {
                Optional<Answered> rejected = cases.answered(paymentId, false);
                labels.record(List.of(new PaymentLabels.Label(paymentId, true, now, PaymentLabels.Source.CUSTOMER)));
                rejected.ifPresent(this::tell);
            }
            return jdbc.sql(COLUMNS + "where payment_id = :payment")
                    .param("payment", paymentId)
                    .query(ROW)
                    .single();
        });
    }

    /**
     * The payer says that a payment was the payer's own: a label that it is genuine, which screening learns from and analysts
     * see. Said again it changes nothing more.
     *
     * @param paymentId of a payment that is recorded
     * @param inPerson whether it is the payer who speaks, identified just now: that releases a payment that was only challenged
     */
    public Confirmed confirm(UUID paymentId, boolean inPerson, Instant now) {
        return transaction.execute(status -> {
            Optional<Answered> released = inPerson ? cases.answered(paymentId, true) : Optional.empty();
            Instant since = labelled(paymentId, now);
            released.ifPresent(this::tell);
            return new Confirmed(since, cases.releasedByPayer(paymentId));
        });
    }

    private void tell(Answered decided) {
        investigating.decidedByPayer(decided.id(), decided.state() == ReviewCases.State.RELEASED);
    }

    /** Since when the payer says so; from now on if the payer said nothing of it, or the contrary. */
    private Instant labelled(UUID paymentId, Instant now) {
        jdbc.sql("select id from payment where id = :id for no key update")
                .param("id", paymentId)
                .query(UUID.class)
                .single();
        Optional<Said> before = lastSaid(paymentId).filter(Said::mine);
        if (before.isPresent()) {
            return before.get().at;
        }
        Instant knownAt = now.truncatedTo(ChronoUnit.MICROS);
        labels.record(List.of(new PaymentLabels.Label(paymentId, false, knownAt, PaymentLabels.Source.CUSTOMER)));
        return knownAt;
    }

    /** What the payer said last of a payment: true that it was the payer's own, false that it was not; empty for nothing. */
    public Optional<Boolean> said(UUID paymentId) {
        return lastSaid(paymentId).map(Said::mine);
    }

    private record Said(boolean mine, Instant at) {}

    private Optional<Said> lastSaid(UUID paymentId) {
        return jdbc.sql("""
                        select fraud, known_at from payment_label where payment_id = :id and source = 'customer'
                         order by known_at desc limit 1
                        """)
                .param("id", paymentId)
                .query((row, n) -> new Said(
                        !row.getBoolean("fraud"), row.getTimestamp("known_at").toInstant()))
                .optional();
    }

    public Optional<Dispute> find(UUID id) {
        return jdbc.sql(COLUMNS + "where d.id = :id").param("id", id).query(ROW).optional();
    }
}
