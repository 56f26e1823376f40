package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Count and amount over a sliding window of fixed memory, for keys that may see any number of payments. Time is cut into
 * {@value #SLICES} slices per window; the window of a payment at {@code t} is the slice that holds {@code t} and the
 * {@value #SLICES} - 1 before it. Slices are kept for two windows back from the newest, so a payment that is late by up
 * to one window finds its own whole window; an older one counts itself alone and leaves no trace. Immutable.
 */
final class RollingWindow {
    static final int SLICES = 60;

    private static final int KEPT = 2 * SLICES;
    private static final long UNSET = Long.MIN_VALUE;

    private final long sliceMs;
    /** Number of the newest slice since 1970; slice {@code s} lives at index {@code s mod KEPT}. */
    private final long newest;

    private final int[] counts;
    private final long[] amountsMinor;

    private RollingWindow(long sliceMs, long newest, int[] counts, long[] amountsMinor) {
        this.sliceMs = sliceMs;
        this.newest = newest;
        this.counts = counts;
        this.amountsMinor = amountsMinor;
    }

    /**
     * An empty window.
     *
     * @param windowMs its width, a multiple of {@value #SLICES}
     */
    static RollingWindow ofMs(long windowMs) {
        return new RollingWindow(windowMs / SLICES, UNSET, new int[KEPT], new long[KEPT]);
    }

    RollingWindow plus(long timeMs, long amountMinor) {
        long slice = Math.floorDiv(timeMs, sliceMs);
        if (newest != UNSET && slice <= newest - KEPT) {
            return this;
        }
        int[] movedCounts = counts.clone();
        long[] movedAmounts = amountsMinor.clone();
        long latest = newest == UNSET ? slice : Math.max(newest, slice);
        if (newest != UNSET) {
            for (long s = Math.max(newest + 1, latest - KEPT + 1); s <= latest; s++) {
                movedCounts[index(s)] = 0;
                movedAmounts[index(s)] = 0;
            }
        }
        int i = index(slice);
        movedCounts[i]++;
        movedAmounts[i] = RecentPayments.saturated(movedAmounts[i], amountMinor);
        return new RollingWindow(sliceMs, latest, movedCounts, movedAmounts);
    }

    /** Payments in the window of this time. */
    long count(long timeMs) {
        long count = 0;
        long first = firstSlice(timeMs);
        int i = index(first);
        for (long left = lastSlice(timeMs) - first; left >= 0; left--) {
            count += counts[i];
            i = i + 1 == KEPT ? 0 : i + 1;
        }
        return count;
    }

    /** Sum of their amounts, minor units; stops at {@link Long#MAX_VALUE}. */
    long amountMinor(long timeMs) {
        long sum = 0;
        long first = firstSlice(timeMs);
        int i = index(first);
        for (long left = lastSlice(timeMs) - first; left >= 0; left--) {
            sum = RecentPayments.saturated(sum, amountsMinor[i]);
            i = i + 1 == KEPT ? 0 : i + 1;
        }
        return sum;
    }

    private long firstSlice(long timeMs) {
        return newest == UNSET ? 0 : Math.max(Math.floorDiv(timeMs, sliceMs) - SLICES + 1, newest - KEPT + 1);
    }

    private long lastSlice(long timeMs) {
        return newest == UNSET ? -1 : Math.min(Math.floorDiv(timeMs, sliceMs), newest);
    }

    private static int index(long slice) {
        return (int) Math.floorMod(slice, (long) KEPT);
    }

    /** Encodes only the slices that hold something. */
    void writeTo(DataOutput out) throws IOException {
        out.writeLong(newest);
        int used = 0;
        for (int count : counts) {
            used += count == 0 ? 0 : 1;
        }
        out.writeByte(used);
        for (int i = 0; i < KEPT; i++) {
            if (counts[i] != 0) {
                out.writeByte(i);
                out.writeInt(counts[i]);
                out.writeLong(amountsMinor[i]);
            }
        }
    }

    static RollingWindow readFrom(DataInput in, long windowMs) throws IOException {
        RollingWindow read = new RollingWindow(windowMs / SLICES, in.readLong(), new int[KEPT], new long[KEPT]);
        int used = in.readUnsignedByte();
        for (int n = 0; n < used; n++) {
            int i = in.readUnsignedByte();
            read.counts[i] = in.readInt();
            read.amountsMinor[i] = in.readLong();
        }
        return read;
    }
}
