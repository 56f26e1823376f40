package vesper.bank.screening;

import vesper.bank.event.PaymentLabelled;

/**
 * What screening learns of an earlier payment.
 *
 * @param timeMs event time of that payment, milliseconds since 1970
 * @param knownAtMs when the bank came to know it; nothing before may use it
 */
public record Label(long timeMs, long knownAtMs, boolean fraud) {
    public static Label of(PaymentLabelled event) {
        return new Label(
                event.getOccurredAt().toEpochMilli(), event.getKnownAt().toEpochMilli(), event.getFraud());
    }
}
