package vesper.bank.payment;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentLabelled;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.outbox.Outbox;

/** What became known of payments; each label goes to screening through the outbox, once. */
public final class PaymentLabels {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;

    public PaymentLabels(JdbcClient jdbc, TransactionTemplate transaction, Outbox outbox) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
    }

    /** Who knows. */
    public enum Source {
        ANALYST,
        CHARGEBACK,
        CUSTOMER,
        /** A file of the past. */
        HISTORY;

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** That a payment was fraud, or was not, known from a moment on. */
    public record Label(UUID paymentId, boolean fraud, Instant knownAt, Source source) {}

    /**
     * Records labels; one that comes again has no effect.
     *
     * @return those whose payment is not recorded
     */
    public List<Label> record(List<Label> labels) {
        List<Label> unknown = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            List<Outbox.Message> messages = new ArrayList<>();
            for (Label label : labels) {
                Optional<byte[]> decision = jdbc.sql("select decision from payment where id = :id")
                        .param("id", label.paymentId())
                        .query(byte[].class)
                        .optional();
                if (decision.isEmpty()) {
                    unknown.add(label);
                } else if (insert(label)) {
                    messages.add(message(payment(decision.get()), label));
                }
            }
            outbox.add(Topics.LABELLED, messages);
        });
        return unknown;
    }

    private boolean insert(Label label) {
        return jdbc.sql("""
                        insert into payment_label (payment_id, source, known_at, fraud)
                        values (:payment, :source, :known, :fraud) on conflict do nothing
                        """)
                        .param("payment", label.paymentId())
                        .param("source", label.source().key())
                        .param(
                                "known",
                                OffsetDateTime.ofInstant(label.knownAt(), ZoneOffset.UTC),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("fraud", label.fraud())
                        .update()
                == 1;
    }

    private static PaymentSubmitted payment(byte[] decision) {
        try {
            PaymentDecided decided = EventCodec.DECIDED.decode(decision);
            return decided.getPayment();
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("the decision stored with a labelled payment is damaged", e);
        }
    }

    private static Outbox.Message message(PaymentSubmitted payment, Label label) {
        UUID card = payment.getCardId();
        return new Outbox.Message(
                card == null ? Long.toString(payment.getDebtorAccountId()) : card.toString(),
                EventCodec.LABELLED.encode(new PaymentLabelled(
                        payment.getId(),
                        label.fraud(),
                        label.knownAt(),
                        label.source().key(),
                        payment.getKind(),
                        payment.getDebtorAccountId(),
                        payment.getCreditorAccountId(),
                        card,
                        payment.getMerchant(),
                        payment.getAmountMinor(),
                        payment.getOccurredAt())));
    }
}
