package vesper.stream.screening;

/**
 * A payment with the features that are known so far, or what became known of a payment or a customer, on its way to the
 * states of its customer, its device and its merchant.
 *
 * @param customer as in {@link SubmittedPayment}, as the next two
 * @param features the values of all {@link vesper.bank.screening.Feature features}, in their order; none if it is no payment
 * @param trace header of the step that sent it; empty if it is not traced
 */
public record ProfiledPayment(
        EventKind kind,
        String customer,
        String device,
        String merchant,
        int partition,
        long offset,
        byte[] event,
        double[] features,
        String trace) {

    boolean customerKnown() {
        return customer.startsWith(SubmittedPayment.CUSTOMER);
    }

    boolean deviceKnown() {
        return device.startsWith(SubmittedPayment.DEVICE);
    }

    /** The same with these features. */
    ProfiledPayment with(double[] more) {
        return new ProfiledPayment(kind, customer, device, merchant, partition, offset, event, more, trace);
    }
}
