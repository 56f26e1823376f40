package vesper.bank.payment;

import java.time.Instant;
import java.util.UUID;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentLabelled;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.outbox.Outbox;

/** What became known of a payment, as screening learns it. */
final class PaymentLabels {
    private PaymentLabels() {}

    /**
     * The message that tells it.
     *
     * @param source who says so: analyst, chargeback or customer
     */
    static Outbox.Message message(PaymentSubmitted payment, boolean fraud, Instant knownAt, String source) {
        UUID card = payment.getCardId();
        return new Outbox.Message(
                card == null ? Long.toString(payment.getDebtorAccountId()) : card.toString(),
                EventCodec.LABELLED.encode(new PaymentLabelled(
                        payment.getId(),
                        fraud,
                        knownAt,
                        source,
                        payment.getKind(),
                        payment.getDebtorAccountId(),
                        payment.getCreditorAccountId(),
                        card,
                        payment.getMerchant(),
                        payment.getAmountMinor(),
                        payment.getOccurredAt())));
    }
}
