/**
 * Judges a payment before it is booked: features from the histories of its card, customer, device, internet address and
 * merchant, rules over them, a score, a decision with reasons. Pure: no I/O, no clock, no logging, so that the stream job, a back-test and a replay
 * compute the same bytes.
 *
 * <p>The states ({@link vesper.bank.screening.CardHistory}, {@link vesper.bank.screening.CustomerHistory}, {@link
 * vesper.bank.screening.SourceHistory}, {@link vesper.bank.screening.MerchantHistory}) are bounded, immutable values: adding a
 * payment gives a new one.
 */
@org.jspecify.annotations.NullMarked
package vesper.bank.screening;
