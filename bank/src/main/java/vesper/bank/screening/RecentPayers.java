package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The last {@value #KEPT} different payers of a merchant, the most recent first, and when each paid last. Immutable. */
record RecentPayers(int[] payers, long[] timesMs) {
    static final int KEPT = 16;

    static final RecentPayers NONE = new RecentPayers(new int[0], new long[0]);

    private static final long DAY_MS = 86_400_000;

    /** Different payers within 24 hours, this one included. */
    int different(ScreenedPayment payment) {
        int count = 1;
        for (int i = 0; i < payers.length; i++) {
            boolean within = timesMs[i] > payment.timeMs() - DAY_MS && timesMs[i] <= payment.timeMs();
            count += within && payers[i] != payment.payerHash() ? 1 : 0;
        }
        return count;
    }

    RecentPayers plus(ScreenedPayment payment) {
        int place = 0;
        while (place < payers.length && payers[place] != payment.payerHash()) {
            place++;
        }
        place = Math.min(place, KEPT - 1);
        int[] moved = Arrays.copyOf(payers, Math.max(place + 1, payers.length));
        long[] movedTimes = Arrays.copyOf(timesMs, moved.length);
        System.arraycopy(payers, 0, moved, 1, place);
        System.arraycopy(timesMs, 0, movedTimes, 1, place);
        moved[0] = payment.payerHash();
        movedTimes[0] = payment.timeMs();
        return new RecentPayers(moved, movedTimes);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(payers.length);
        for (int i = 0; i < payers.length; i++) {
            out.writeInt(payers[i]);
            out.writeLong(timesMs[i]);
        }
    }

    static RecentPayers readFrom(DataInput in) throws IOException {
        int size = in.readUnsignedByte();
        RecentPayers read = new RecentPayers(new int[size], new long[size]);
        for (int i = 0; i < size; i++) {
            read.payers[i] = in.readInt();
            read.timesMs[i] = in.readLong();
        }
        return read;
    }
}
