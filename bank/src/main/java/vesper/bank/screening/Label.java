package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.PaymentLabelled;

/**
 * What screening learns of an earlier payment.
 *
 * @param timeMs event time of that payment, milliseconds since 1970
 * @param knownAtMs when the bank came to know it; nothing before may use it
 * @param before what the payment was taken for until then, which no longer counts; null if nothing was known of it
 */
public record Label(
        long timeMs,
        long knownAtMs,
        boolean fraud,
        @Nullable Before before) implements Evidence {
    /** Before its encoding. */
    static final int KIND = 2;

    /**
     * What a payment was taken for.
     *
     * @param knownAtMs since when
     */
    public record Before(boolean fraud, long knownAtMs) {}

    /** The first that becomes known of a payment. */
    public Label(long timeMs, long knownAtMs, boolean fraud) {
        this(timeMs, knownAtMs, fraud, null);
    }

    public static Label of(PaymentLabelled event) {
        Boolean was = event.getWasFraud();
        Instant since = event.getWasKnownAt();
        return new Label(
                event.getOccurredAt().toEpochMilli(),
                event.getKnownAt().toEpochMilli(),
                event.getFraud(),
                was == null || since == null ? null : new Before(was, since.toEpochMilli()));
    }

    /** Whether it says what was known already. */
    boolean repeats() {
        return before != null && before.fraud == fraud;
    }

    /** Whether it takes back that the payment was fraud. */
    boolean clears() {
        return before != null && before.fraud && !fraud;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(KIND);
        out.writeLong(timeMs);
        out.writeLong(knownAtMs);
        out.writeBoolean(fraud);
        out.writeBoolean(before != null);
        if (before != null) {
            out.writeBoolean(before.fraud);
            out.writeLong(before.knownAtMs);
        }
    }

    /** Reads what {@link #writeTo} wrote after the kind. */
    static Label readFrom(DataInput in) throws IOException {
        return new Label(
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readBoolean() ? new Before(in.readBoolean(), in.readLong()) : null);
    }
}
