package vesper.stream.screening;

/**
 * A payment, or what became known of one or of a customer, on its way to the state of its card. What is not known in it
 * (customer, device) is named by what is, so that events spread over the subtasks all the same.
 *
 * @param card what is watched as one payer: a card, an account that transfers, an account that receives deposits
 * @param customer the holder of the account that pays
 * @param device the device that was paid on
 * @param merchant what is watched as one payee: a merchant, or the creditor's account
 * @param partition where it was read
 * @param offset where it was read
 * @param event the event as it was read
 * @param trace header of the step that sent it; empty if it is not traced
 */
public record SubmittedPayment(
        EventKind kind,
        String card,
        String customer,
        String device,
        String merchant,
        int partition,
        long offset,
        byte[] event,
        String trace) {
    /** Before the names of customers and devices that are known. */
    static final String CUSTOMER = "customer:";

    static final String DEVICE = "device:";

    /** The same with the features that the card gives; a label has none. */
    ProfiledPayment with(double[] features) {
        return new ProfiledPayment(kind, customer, device, merchant, partition, offset, event, features, trace);
    }
}
