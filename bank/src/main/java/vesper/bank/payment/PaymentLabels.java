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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentLabelled;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.outbox.Outbox;

/**
 * What became known of payments. Of several labels of a payment the one that became known last stands; screening is told,
 * through the outbox and once, of each that changes what stands, with what stood before.
 */
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
                Optional<byte[]> decision = jdbc.sql("select decision from payment where id = :id for no key update")
                        .param("id", label.paymentId())
                        .query(byte[].class)
                        .optional();
                if (decision.isEmpty()) {
                    unknown.add(label);
                } else {
                    Optional<Standing> before = standing(label.paymentId());
                    boolean told = before.isEmpty() || before.get().changedBy(label);
                    if (insert(label, told) && told) {
                        messages.add(message(payment(decision.get()), label, before.orElse(null)));
                    }
                }
            }
            outbox.add(Topics.LABELLED, messages);
        });
        return unknown;
    }

    /** What screening takes a payment for, and since when. */
    private record Standing(boolean fraud, Instant knownAt) {
        boolean changedBy(Label label) {
            return label.fraud() != fraud && !label.knownAt().isBefore(knownAt);
        }
    }

    private Optional<Standing> standing(UUID payment) {
        return jdbc.sql("""
                        select fraud, known_at from payment_label where payment_id = :payment and told
                         order by known_at desc, recorded_at desc limit 1
                        """)
                .param("payment", payment)
                .query((row, n) -> new Standing(
                        row.getBoolean("fraud"), row.getTimestamp("known_at").toInstant()))
                .optional();
    }

    private boolean insert(Label label, boolean told) {
        return jdbc.sql("""
                        insert into payment_label (payment_id, source, known_at, fraud, told)
                        values (:payment, :source, :known, :fraud, :told) on conflict do nothing
                        """)
                        .param("payment", label.paymentId())
                        .param("source", label.source().key())
                        .param(
                                "known",
                                OffsetDateTime.ofInstant(label.knownAt(), ZoneOffset.UTC),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("fraud", label.fraud())
                        .param("told", told)
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

    private static Outbox.Message message(PaymentSubmitted payment, Label label, @Nullable Standing before) {
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
                        payment.getOccurredAt(),
                        before == null ? null : before.fraud(),
                        before == null ? null : before.knownAt(),
                        payment.getCustomerId(),
                        payment.getDevice(),
                        payment.getIp())));
    }
}
