package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Payments of a card by calendar day (UTC) over the {@value #DAYS} days up to its newest: count, amount, and how many
 * were high for the card. Only days with a payment take room. A payment older than that leaves no trace. Immutable.
 */
final class DailyTotals {
    static final int DAYS = 30;

    static final DailyTotals NONE = new DailyTotals(new int[0], new int[0], new long[0], new byte[0]);

    private static final long DAY_MS = 86_400_000;

    /** Days since 1970, oldest first. */
    private final int[] days;

    private final int[] counts;
    private final long[] amountsMinor;
    private final byte[] highs;

    private DailyTotals(int[] days, int[] counts, long[] amountsMinor, byte[] highs) {
        this.days = days;
        this.counts = counts;
        this.amountsMinor = amountsMinor;
        this.highs = highs;
    }

    static int day(long timeMs) {
        return (int) Math.floorDiv(timeMs, DAY_MS);
    }

    DailyTotals plus(long timeMs, long amountMinor, boolean high) {
        int day = day(timeMs);
        int size = days.length;
        int newest = size == 0 ? day : Math.max(day, days[size - 1]);
        if (day <= newest - DAYS) {
            return this;
        }
        int from = firstFrom(newest - DAYS + 1);
        int at = firstFrom(day);
        boolean known = at < size && days[at] == day;
        int length = size - from + (known ? 0 : 1);
        int[] movedDays = new int[length];
        int[] movedCounts = new int[length];
        long[] movedAmounts = new long[length];
        byte[] movedHighs = new byte[length];
        int before = at - from;
        int rest = length - before - (known ? 0 : 1);
        int to = known ? before : before + 1;
        System.arraycopy(days, from, movedDays, 0, before);
        System.arraycopy(counts, from, movedCounts, 0, before);
        System.arraycopy(amountsMinor, from, movedAmounts, 0, before);
        System.arraycopy(highs, from, movedHighs, 0, before);
        System.arraycopy(days, at, movedDays, to, rest);
        System.arraycopy(counts, at, movedCounts, to, rest);
        System.arraycopy(amountsMinor, at, movedAmounts, to, rest);
        System.arraycopy(highs, at, movedHighs, to, rest);
        movedDays[before] = day;
        movedCounts[before]++;
        movedAmounts[before] = Amounts.saturatedSum(movedAmounts[before], amountMinor);
        if (high && movedHighs[before] < Byte.MAX_VALUE) {
            movedHighs[before]++;
        }
        return new DailyTotals(movedDays, movedCounts, movedAmounts, movedHighs);
    }

    /** Payments of the day of this time and of the days before it, {@code window} days in all. */
    long count(long timeMs, int window) {
        int day = day(timeMs);
        long count = 0;
        for (int i = firstFrom(day - window + 1); i < days.length && days[i] <= day; i++) {
            count += counts[i];
        }
        return count;
    }

    /** The sum of their amounts, minor units; stops at {@link Long#MAX_VALUE}. */
    long amountMinor(long timeMs, int window) {
        int day = day(timeMs);
        long sum = 0;
        for (int i = firstFrom(day - window + 1); i < days.length && days[i] <= day; i++) {
            sum = Amounts.saturatedSum(sum, amountsMinor[i]);
        }
        return sum;
    }

    /** How many of them were high. */
    long high(long timeMs, int window) {
        int day = day(timeMs);
        long count = 0;
        for (int i = firstFrom(day - window + 1); i < days.length && days[i] <= day; i++) {
            count += highs[i];
        }
        return count;
    }

    private int firstFrom(int day) {
        int found = Arrays.binarySearch(days, day);
        return found < 0 ? -found - 1 : found;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(days.length);
        int before = 0;
        for (int i = 0; i < days.length; i++) {
            Varints.write(out, days[i] - before);
            Varints.write(out, counts[i]);
            Varints.write(out, amountsMinor[i]);
            out.writeByte(highs[i]);
            before = days[i];
        }
    }

    static DailyTotals readFrom(DataInput in) throws IOException {
        int size = in.readUnsignedByte();
        DailyTotals read = new DailyTotals(new int[size], new int[size], new long[size], new byte[size]);
        int before = 0;
        for (int i = 0; i < size; i++) {
            before += (int) Varints.read(in);
            read.days[i] = before;
            read.counts[i] = (int) Varints.read(in);
            read.amountsMinor[i] = Varints.read(in);
            read.highs[i] = in.readByte();
        }
        return read;
    }
}
