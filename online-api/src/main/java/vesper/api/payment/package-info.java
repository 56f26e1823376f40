/**
 * Payments by HTTP: a request is checked ({@link vesper.api.payment.PaymentCheck}), resolved to accounts and cards
 * ({@link vesper.api.payment.Directory}), claimed under its idempotency key and remembered
 * ({@link vesper.api.payment.PaymentTracker}), and sent to Kafka; only Kafka's acknowledgement makes it accepted. No thread
 * waits for that, nor for the outcome.
 */
@org.jspecify.annotations.NullMarked
package vesper.api.payment;
