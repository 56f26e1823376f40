package vesper.stream.screening;

/**
 * A payment, or what became known of one, on its way to its card's state.
 *
 * @param card what is watched as one payer: a card, an account that transfers, an account that receives deposits
 * @param merchant what is watched as one payee: a merchant, or the creditor's account
 * @param label whether the event says what became known of an earlier payment
 * @param partition where it was read
 * @param offset where it was read
 * @param event the event as it was read
 * @param trace header of the step that sent it; empty if it is not traced
 */
public record SubmittedPayment(
        String card, String merchant, boolean label, int partition, long offset, byte[] event, String trace) {}
