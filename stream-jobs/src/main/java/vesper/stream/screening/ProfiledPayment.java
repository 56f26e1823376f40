package vesper.stream.screening;

/**
 * A payment with its card's features, on its way to its merchant's state.
 *
 * @param features the values of all {@link vesper.bank.screening.Feature features}, in their order
 */
public record ProfiledPayment(String merchant, int partition, long offset, byte[] event, double[] features) {}
