package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What screening learns from, read from its event once: a payment, what became known of one, what became known of a customer.
 * Immutable.
 */
public sealed interface Evidence permits ScreenedPayment, Label, Notice {
    /** Encodes it; {@link #readFrom} gives an equal one. Only for the way between two steps of a job: it has no versions. */
    void writeTo(DataOutput out) throws IOException;

    /** Reads what {@link #writeTo} wrote. */
    static Evidence readFrom(DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case ScreenedPayment.KIND -> ScreenedPayment.readFrom(in);
            case Label.KIND -> Label.readFrom(in);
            case Notice.KIND -> Notice.readFrom(in);
            default -> throw new IOException("evidence of kind " + kind);
        };
    }
}
