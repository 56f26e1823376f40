package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** When a key's newest payments that are known to be fraud were made; at most {@value #KEPT} are kept. Immutable. */
final class KnownFrauds {
    static final int KEPT = 6;

    /** How long ago the newest is where there is none, days. */
    static final double NEVER = 90;

    static final KnownFrauds NONE = new KnownFrauds(new long[0]);

    private static final double DAY_MS = 86_400_000;

    /** Frauds further apart than this do not belong together. */
    private static final long APART_MS = 14L * 86_400_000;

    /** Oldest first. */
    private final long[] timesMs;

    private KnownFrauds(long[] timesMs) {
        this.timesMs = timesMs;
    }

    /** With what became known of a payment: one more fraud, or, if that is taken back, one less. */
    KnownFrauds plus(Label label) {
        if (label.repeats()) {
            return this;
        }
        return label.fraud() ? plus(label.timeMs()) : label.clears() ? minus(label.timeMs()) : this;
    }

    private KnownFrauds minus(long timeMs) {
        int at = Arrays.binarySearch(timesMs, timeMs);
        if (at < 0) {
            return this;
        }
        long[] left = Arrays.copyOf(timesMs, timesMs.length - 1);
        System.arraycopy(timesMs, at + 1, left, at, left.length - at);
        return new KnownFrauds(left);
    }

    private KnownFrauds plus(long timeMs) {
        long[] all = Arrays.copyOf(timesMs, timesMs.length + 1);
        all[timesMs.length] = timeMs;
        Arrays.sort(all);
        return new KnownFrauds(all.length > KEPT ? Arrays.copyOfRange(all, 1, all.length) : all);
    }

    /** How many were made in the last days. */
    int count(long timeMs, int days) {
        int count = 0;
        for (long each : timesMs) {
            count += each > timeMs - days * (long) DAY_MS && each <= timeMs ? 1 : 0;
        }
        return count;
    }

    /** Days since the newest, at most {@link #NEVER}. */
    double daysSince(long timeMs) {
        return timesMs.length == 0
                ? NEVER
                : Math.max(0, Math.min(NEVER, (timeMs - timesMs[timesMs.length - 1]) / DAY_MS));
    }

    /** Days since the first of the frauds that follow each other; 0 if there is none, at most {@link #NEVER}. */
    double span(long timeMs) {
        if (timesMs.length == 0) {
            return 0;
        }
        int first = timesMs.length - 1;
        while (first > 0 && timesMs[first] - timesMs[first - 1] <= APART_MS) {
            first--;
        }
        return Math.max(0, Math.min(NEVER, (timeMs - timesMs[first]) / DAY_MS));
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(timesMs.length);
        for (long each : timesMs) {
            out.writeLong(each);
        }
    }

    static KnownFrauds readFrom(DataInput in) throws IOException {
        long[] read = new long[in.readUnsignedByte()];
        for (int i = 0; i < read.length; i++) {
            read[i] = in.readLong();
        }
        return new KnownFrauds(read);
    }
}
