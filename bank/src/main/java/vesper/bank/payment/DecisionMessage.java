package vesper.bank.payment;

import java.util.UUID;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.UnreadableEventException;

/**
 * A decision, with the bytes in which it is kept: those it came in, so that what is recorded is what was decided to the byte.
 *
 * @param bytes of the event, in the encoding of its topic
 */
public record DecisionMessage(PaymentDecided decided, byte[] bytes) {
    /** One that is not encoded yet. */
    public static DecisionMessage of(PaymentDecided decided) {
        return new DecisionMessage(decided, EventCodec.DECIDED.encode(decided));
    }

    /**
     * One as it was published.
     *
     * @throws UnreadableEventException if the bytes are no decision
     */
    public static DecisionMessage read(byte[] bytes) throws UnreadableEventException {
        return new DecisionMessage(EventCodec.DECIDED.decode(bytes), bytes);
    }

    UUID paymentId() {
        return decided.getPayment().getId();
    }
}
