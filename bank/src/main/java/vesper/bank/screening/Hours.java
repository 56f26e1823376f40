package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How often a card paid in each hour of the day (UTC). All counts are halved when one grows large, so that old habits fade.
 * Immutable.
 */
record Hours(byte[] counts) {
    static final Hours NONE = new Hours(new byte[24]);

    private static final int MEMORY = 250;
    private static final int HOURS = 24;

    Hours plus(int hour) {
        byte[] counted = counts.clone();
        counted[hour]++;
        if (Byte.toUnsignedInt(counted[hour]) > MEMORY) {
            for (int i = 0; i < HOURS; i++) {
                counted[i] = (byte) (Byte.toUnsignedInt(counted[i]) / 2);
            }
        }
        return new Hours(counted);
    }

    /** Share of the payments in this hour and the two beside it, 0 to 1; there must be one. */
    double share(int hour) {
        int all = 0;
        for (byte count : counts) {
            all += Byte.toUnsignedInt(count);
        }
        int near = Byte.toUnsignedInt(counts[(hour + HOURS - 1) % HOURS])
                + Byte.toUnsignedInt(counts[hour])
                + Byte.toUnsignedInt(counts[(hour + 1) % HOURS]);
        return (double) near / all;
    }

    void writeTo(DataOutput out) throws IOException {
        out.write(counts);
    }

    static Hours readFrom(DataInput in) throws IOException {
        byte[] read = new byte[HOURS];
        in.readFully(read);
        return new Hours(read);
    }
}
