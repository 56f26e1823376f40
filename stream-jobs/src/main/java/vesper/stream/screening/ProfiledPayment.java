package vesper.stream.screening;

/**
 * A payment with its card's features, or what became known of a payment, on its way to its merchant's state.
 *
 * @param label whether the event says what became known of an earlier payment; then there are no features
 * @param features the values of all {@link vesper.bank.screening.Feature features}, in their order
 * @param trace header of the step that sent it; empty if it is not traced
 */
public record ProfiledPayment(
        String merchant, boolean label, int partition, long offset, byte[] event, double[] features, String trace) {}
