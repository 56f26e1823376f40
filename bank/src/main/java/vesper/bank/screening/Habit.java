package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean and variance of a run of amounts: plain over the first {@link #MEMORY}, from then on older ones fade
 * exponentially. An amount far above what is usual counts as at most {@value #OUTLIER} deviations (once enough are
 * known), so that one theft does not become the habit.
 *
 * @param count amounts seen, at most {@link #MEMORY}
 * @param mean minor units
 * @param variance minor units squared
 */
record Habit(int count, float mean, float variance) {
    /** Amounts that must be known before a deviation says anything. */
    static final int ENOUGH = 5;

    static final int MEMORY = 200;

    static final Habit NONE = new Habit(0, 0, 0);

    private static final float OUTLIER = 5;

    /** A habit is never narrower than this share of its mean: someone who always pays 5.00 may pay 6.00. */
    private static final float NARROWEST = 0.2f;

    Habit plus(long amountMinor) {
        float x = amountMinor;
        if (count >= ENOUGH) {
            x = Math.min(x, mean + OUTLIER * spread());
        }
        int n = Math.min(count + 1, MEMORY);
        float difference = x - mean;
        float step = difference / n;
        return new Habit(n, mean + step, (1 - 1f / n) * (variance + difference * step));
    }

    /** How many deviations the amount lies above (or, negative, below) the mean; 0 while not enough is known. */
    double deviation(long amountMinor) {
        return count < ENOUGH ? 0 : (amountMinor - (double) mean) / spread();
    }

    /** The amount in multiples of the mean; 0 while not enough is known. */
    double ratio(long amountMinor) {
        return count < ENOUGH ? 0 : amountMinor / Math.max(1.0, mean);
    }

    private float spread() {
        return Math.max((float) Math.sqrt(variance), Math.max(NARROWEST * mean, 1));
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeShort(count);
        out.writeFloat(mean);
        out.writeFloat(variance);
    }

    static Habit readFrom(DataInput in) throws IOException {
        return new Habit(in.readUnsignedShort(), in.readFloat(), in.readFloat());
    }
}
