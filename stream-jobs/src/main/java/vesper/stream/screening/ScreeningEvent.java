package vesper.stream.screening;

import vesper.bank.screening.Evidence;
import vesper.bank.screening.Features;
import vesper.bank.screening.SourceHistory.Source;

/**
 * A payment, or what became known of one or of a customer, on its way through the states of its card, customer, device,
 * internet address and merchant. It was read once; what is not known in it (customer, device, address) is named by what is, so that events spread over the
 * subtasks all the same.
 *
 * @param card what is watched as one payer: a card, an account that transfers, an account that receives deposits
 * @param customer the holder of the account that pays
 * @param device the device that was paid on
 * @param ip the internet address that was paid from
 * @param merchant what is watched as one payee: a merchant, or the creditor's account
 * @param partition where it was read
 * @param offset where it was read
 * @param payment the payment as it was read; empty for anything else
 * @param features those that are known so far
 * @param trace header of the step that sent it; empty if it is not traced
 */
public record ScreeningEvent(
        Evidence evidence,
        String card,
        String customer,
        String device,
        String ip,
        String merchant,
        int partition,
        long offset,
        byte[] payment,
        Features features,
        String trace) {
    /** Before the names of customers, devices and addresses that are known. */
    static final String CUSTOMER = "customer:";

    static final String DEVICE = "device:";

    static final String IP = "ip:";

    boolean customerKnown() {
        return customer.startsWith(CUSTOMER);
    }

    /** Whether it is known what the payment came from. */
    boolean known(Source source) {
        return switch (source) {
            case DEVICE -> device.startsWith(DEVICE);
            case IP -> ip.startsWith(IP);
        };
    }

    /** The same with these features. */
    ScreeningEvent with(Features more) {
        return new ScreeningEvent(
                evidence, card, customer, device, ip, merchant, partition, offset, payment, more, trace);
    }
}
