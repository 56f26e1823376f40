package vesper.bank.payment;

import java.time.Instant;

/**
 * Where a payment stands, and since when.
 *
 * @param changedAt when it was recorded or its state last changed
 */
public record ChangedPayment(RecordedPayment payment, Instant changedAt) {}
