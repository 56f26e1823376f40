package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The payments of a card over its last two days of event time, in order of time: enough for an exact 24 hour window of a
 * payment that arrives up to a day late. At most {@link #CAPACITY} are kept; beyond that the oldest go, and counts
 * saturate. At most 31 bytes each, encoded. Immutable.
 */
final class RecentPayments {
    /** More payments than this in two days are far beyond what any rule lets pass. */
    static final int CAPACITY = 40;

    static final long KEPT_MS = 48L * 3_600_000;

    static final RecentPayments NONE =
            new RecentPayments(new long[0], new long[0], new long[0], new int[0], new int[0]);

    private final long[] timesMs;
    private final long[] amountsMinor;
    private final long[] ids;
    private final int[] requests;
    private final int[] merchants;

    private RecentPayments(long[] timesMs, long[] amountsMinor, long[] ids, int[] requests, int[] merchants) {
        this.timesMs = timesMs;
        this.amountsMinor = amountsMinor;
        this.ids = ids;
        this.requests = requests;
        this.merchants = merchants;
    }

    int size() {
        return timesMs.length;
    }

    /** Whether the payment is among the recent ones, by its id. */
    Sighting sighting(ScreenedPayment payment) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == payment.idHash()) {
                return requests[i] == payment.requestHash() ? Sighting.REPEATED : Sighting.KEY_REUSED;
            }
        }
        return Sighting.NEW;
    }

    /** Adds the payment at its place in time, and lets go of what has become too old or too much. */
    RecentPayments plus(ScreenedPayment payment) {
        int size = timesMs.length;
        long newest = size == 0 ? payment.timeMs() : Math.max(payment.timeMs(), timesMs[size - 1]);
        int from = 0;
        while (from < size && timesMs[from] <= newest - KEPT_MS) {
            from++;
        }
        int at = firstAfter(payment.timeMs());
        if (payment.timeMs() <= newest - KEPT_MS) {
            return from == 0
                    ? this
                    : new RecentPayments(
                            Arrays.copyOfRange(timesMs, from, size),
                            Arrays.copyOfRange(amountsMinor, from, size),
                            Arrays.copyOfRange(ids, from, size),
                            Arrays.copyOfRange(requests, from, size),
                            Arrays.copyOfRange(merchants, from, size));
        }
        if (size - from == CAPACITY) {
            if (at == from) {
                return this;
            }
            from++;
        }
        return new RecentPayments(
                inserted(timesMs, from, at, payment.timeMs()),
                inserted(amountsMinor, from, at, payment.amountMinor()),
                inserted(ids, from, at, payment.idHash()),
                inserted(requests, from, at, payment.requestHash()),
                inserted(merchants, from, at, payment.merchantHash()));
    }

    /** How many payments are in {@code (t-w, t]}. */
    int count(long timeMs, long windowMs) {
        return firstAfter(timeMs) - firstAfter(timeMs - windowMs);
    }

    /** The sum of the amounts in {@code (t-w, t]}, minor units; stops at {@link Long#MAX_VALUE}. */
    long amountMinor(long timeMs, long windowMs) {
        long sum = 0;
        for (int i = firstAfter(timeMs - windowMs), end = firstAfter(timeMs); i < end; i++) {
            sum = Amounts.saturatedSum(sum, amountsMinor[i]);
        }
        return sum;
    }

    /** How many payments in {@code (t-w, t]} have an amount in {@code [least, below)}. */
    int countBetween(long timeMs, long windowMs, long least, long below) {
        int count = 0;
        for (int i = firstAfter(timeMs - windowMs), end = firstAfter(timeMs); i < end; i++) {
            count += amountsMinor[i] >= least && amountsMinor[i] < below ? 1 : 0;
        }
        return count;
    }

    /** How many different merchants the payments in {@code (t-w, t]} and this one went to. */
    int merchants(long timeMs, long windowMs, int merchant) {
        int from = firstAfter(timeMs - windowMs);
        int count = 1;
        for (int i = from, end = firstAfter(timeMs); i < end; i++) {
            boolean first = merchants[i] != merchant;
            for (int j = from; first && j < i; j++) {
                first = merchants[j] != merchants[i];
            }
            count += first ? 1 : 0;
        }
        return count;
    }

    /** The time of the last payment at or before this time, or {@link Long#MIN_VALUE}. */
    long lastAt(long timeMs) {
        int after = firstAfter(timeMs);
        return after == 0 ? Long.MIN_VALUE : timesMs[after - 1];
    }

    private int firstAfter(long timeMs) {
        int i = timesMs.length;
        while (i > 0 && timesMs[i - 1] > timeMs) {
            i--;
        }
        return i;
    }

    private static long[] inserted(long[] values, int from, int at, long value) {
        long[] moved = new long[values.length - from + 1];
        System.arraycopy(values, from, moved, 0, at - from);
        moved[at - from] = value;
        System.arraycopy(values, at, moved, at - from + 1, values.length - at);
        return moved;
    }

    private static int[] inserted(int[] values, int from, int at, int value) {
        int[] moved = new int[values.length - from + 1];
        System.arraycopy(values, from, moved, 0, at - from);
        moved[at - from] = value;
        System.arraycopy(values, at, moved, at - from + 1, values.length - at);
        return moved;
    }

    void writeTo(DataOutput out) throws IOException {
        int size = timesMs.length;
        out.writeByte(size);
        if (size > 0) {
            out.writeLong(timesMs[0]);
        }
        for (int i = 0; i < size; i++) {
            Varints.write(out, timesMs[i] - timesMs[Math.max(0, i - 1)]);
            Varints.write(out, amountsMinor[i]);
            out.writeLong(ids[i]);
            out.writeInt(requests[i]);
            out.writeInt(merchants[i]);
        }
    }

    static RecentPayments readFrom(DataInput in) throws IOException {
        int size = in.readUnsignedByte();
        RecentPayments read =
                new RecentPayments(new long[size], new long[size], new long[size], new int[size], new int[size]);
        long time = size == 0 ? 0 : in.readLong();
        for (int i = 0; i < size; i++) {
            time += Varints.read(in);
            read.timesMs[i] = time;
            read.amountsMinor[i] = Varints.read(in);
            read.ids[i] = in.readLong();
            read.requests[i] = in.readInt();
            read.merchants[i] = in.readInt();
        }
        return read;
    }
}
