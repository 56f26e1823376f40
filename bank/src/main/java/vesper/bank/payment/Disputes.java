package vesper.bank.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Ids;

/**
 * What payers say of payments: that they did not make them, or did not get what they paid for. That it was not the payer is a
 * label of fraud, from which screening learns.
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

    public Disputes(JdbcClient jdbc, TransactionTemplate transaction, PaymentLabels labels) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.labels = labels;
    }

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
     * Opens a dispute; a payment has one at most, and a second says nothing new.
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
                labels.record(List.of(new PaymentLabels.Label(paymentId, true, now, PaymentLabels.Source.CUSTOMER)));
            }
            return jdbc.sql(COLUMNS + "where payment_id = :payment")
                    .param("payment", paymentId)
                    .query(ROW)
                    .single();
        });
    }

    public Optional<Dispute> find(UUID id) {
        return jdbc.sql(COLUMNS + "where d.id = :id").param("id", id).query(ROW).optional();
    }
}
