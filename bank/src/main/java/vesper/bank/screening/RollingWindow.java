package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Count and amount over a sliding window of bounded memory, for keys that may see any number of payments. Time is cut into
 * {@value #SLICES} slices per window; the window of a payment at {@code t} is the slice that holds {@code t} and the
 * {@value #SLICES} - 1 before it. Slices are kept for two windows back from the newest, so a payment that is late by up
 * to one window finds its own whole window; an older one counts itself alone and leaves no trace. Only slices with a
 * payment take room. Immutable.
 */
final class RollingWindow {
    static final int SLICES = 60;

    private static final int KEPT = 2 * SLICES;

    private final long sliceMs;

    /** Numbers of the slices since 1970, oldest first. */
    private final long[] slices;

    private final int[] counts;
    private final long[] amountsMinor;

    private RollingWindow(long sliceMs, long[] slices, int[] counts, long[] amountsMinor) {
        this.sliceMs = sliceMs;
        this.slices = slices;
        this.counts = counts;
        this.amountsMinor = amountsMinor;
    }

    /**
     * An empty window.
     *
     * @param windowMs its width, a multiple of {@value #SLICES}
     */
    static RollingWindow ofMs(long windowMs) {
        return new RollingWindow(windowMs / SLICES, new long[0], new int[0], new long[0]);
    }

    RollingWindow plus(long timeMs, long amountMinor) {
        long slice = Math.floorDiv(timeMs, sliceMs);
        int size = slices.length;
        long newest = size == 0 ? slice : Math.max(slice, slices[size - 1]);
        if (slice <= newest - KEPT) {
            return this;
        }
        int from = firstFrom(newest - KEPT + 1);
        int at = firstFrom(slice);
        int added = at < size && slices[at] == slice ? 0 : 1;
        int length = size - from + added;
        int place = at - from;
        int rest = length - place - added;
        long[] movedSlices = new long[length];
        int[] movedCounts = new int[length];
        long[] movedAmounts = new long[length];
        System.arraycopy(slices, from, movedSlices, 0, place);
        System.arraycopy(counts, from, movedCounts, 0, place);
        System.arraycopy(amountsMinor, from, movedAmounts, 0, place);
        System.arraycopy(slices, at, movedSlices, place + added, rest);
        System.arraycopy(counts, at, movedCounts, place + added, rest);
        System.arraycopy(amountsMinor, at, movedAmounts, place + added, rest);
        movedSlices[place] = slice;
        movedCounts[place]++;
        movedAmounts[place] = Amounts.saturatedSum(movedAmounts[place], amountMinor);
        return new RollingWindow(sliceMs, movedSlices, movedCounts, movedAmounts);
    }

    /** Without something that was added before; what is forgotten, or was never there, changes nothing. */
    RollingWindow minus(long timeMs, long amountMinor) {
        int at = Arrays.binarySearch(slices, Math.floorDiv(timeMs, sliceMs));
        if (at < 0 || counts[at] == 0) {
            return this;
        }
        int[] lessCounts = counts.clone();
        long[] lessAmounts = amountsMinor.clone();
        lessCounts[at]--;
        lessAmounts[at] = Math.max(0, lessAmounts[at] - amountMinor);
        return new RollingWindow(sliceMs, slices, lessCounts, lessAmounts);
    }

    /** Payments in the window of this time. */
    long count(long timeMs) {
        return count(timeMs, SLICES);
    }

    /** Payments in the slice of this time and those before it, {@code width} in all. */
    long count(long timeMs, int width) {
        long last = Math.floorDiv(timeMs, sliceMs);
        long count = 0;
        for (int i = slices.length - 1; i >= 0 && slices[i] > last - width; i--) {
            count += slices[i] <= last ? counts[i] : 0;
        }
        return count;
    }

    /** Sum of the amounts in the window of this time, minor units; stops at {@link Long#MAX_VALUE}. */
    long amountMinor(long timeMs) {
        return amountMinor(timeMs, SLICES);
    }

    /** Sum of the amounts in {@code width} slices up to this time's. */
    long amountMinor(long timeMs, int width) {
        long last = Math.floorDiv(timeMs, sliceMs);
        long sum = 0;
        for (int i = slices.length - 1; i >= 0 && slices[i] > last - width; i--) {
            sum = slices[i] <= last ? Amounts.saturatedSum(sum, amountsMinor[i]) : sum;
        }
        return sum;
    }

    private int firstFrom(long slice) {
        int found = Arrays.binarySearch(slices, slice);
        return found < 0 ? -found - 1 : found;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(slices.length);
        if (slices.length > 0) {
            out.writeLong(slices[0]);
        }
        for (int i = 0; i < slices.length; i++) {
            Varints.write(out, slices[i] - slices[Math.max(0, i - 1)]);
            Varints.write(out, counts[i]);
            Varints.write(out, amountsMinor[i]);
        }
    }

    static RollingWindow readFrom(DataInput in, long windowMs) throws IOException {
        int size = in.readUnsignedByte();
        RollingWindow read = new RollingWindow(windowMs / SLICES, new long[size], new int[size], new long[size]);
        long slice = size == 0 ? 0 : in.readLong();
        for (int i = 0; i < size; i++) {
            slice += Varints.read(in);
            read.slices[i] = slice;
            read.counts[i] = (int) Varints.read(in);
            read.amountsMinor[i] = Varints.read(in);
        }
        return read;
    }
}
