package vesper.stream.screening;

/**
 * A payment on its way to its card's state.
 *
 * @param card what is watched as one payer: a card, an account that transfers, an account that receives deposits
 * @param merchant what is watched as one payee: a merchant, or the creditor's account
 * @param partition where it was read in payments.submitted
 * @param offset where it was read in payments.submitted
 * @param event the event as it was read
 */
public record SubmittedPayment(String card, String merchant, int partition, long offset, byte[] event) {}
