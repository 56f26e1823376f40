package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The value of every {@link Feature} for one payment. The card's history fills in its part, then the merchant's
 * adds its own; what is not filled in is 0.
 */
@SuppressWarnings("EnumOrdinal") // one slot per feature; an EnumMap would box every value on the hot path
public final class Features {
    private final double[] values;

    /** Those of what is no payment, and of a payment whose card was not looked at yet: all 0. */
    public static final Features NONE = new Features();

    Features() {
        this(new double[Feature.ALL.length]);
    }

    private Features(double[] values) {
        this.values = values;
    }

    /**
     * Takes up features that were filled in elsewhere.
     *
     * @param values as {@link #toArray} gave them
     */
    public static Features of(double[] values) {
        if (values.length != Feature.ALL.length) {
            throw new IllegalArgumentException(values.length + " values for " + Feature.ALL.length + " features");
        }
        return new Features(values.clone());
    }

    public double get(Feature feature) {
        return values[feature.ordinal()];
    }

    void set(Feature feature, double value) {
        values[feature.ordinal()] = value;
    }

    /** The same, to be added to. */
    Features copy() {
        return new Features(values.clone());
    }

    /** The values in the order of {@link Feature}. */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * The named values; the others are 0.
     *
     * @throws IllegalArgumentException if there is no such feature
     */
    static Features of(Map<String, Double> named) {
        Features features = new Features();
        named.forEach((key, value) -> features.set(Feature.of(key), value));
        return features;
    }

    /** The values in the order of {@link Feature}, as events hold them. */
    public List<Double> asList() {
        return DoubleStream.of(values).boxed().toList();
    }

    /**
     * Takes up features that an event holds; those that its time did not know are 0.
     *
     * @throws IllegalArgumentException if there are more than this version knows
     */
    public static Features of(List<Double> recorded) {
        double[] values = recorded.stream().mapToDouble(Double::doubleValue).toArray();
        if (values.length > Feature.ALL.length) {
            throw new IllegalArgumentException(values.length + " values for " + Feature.ALL.length + " features");
        }
        return new Features(Arrays.copyOf(values, Feature.ALL.length));
    }

    /** Whether features that an event holds have this one: it is no newer than they. */
    public static boolean holds(List<Double> recorded, Feature feature) {
        return feature.ordinal() < recorded.size();
    }

    /** Encodes them, those that are 0 in a bit each; only for the way between two steps of a job: it has no versions. */
    public void writeTo(DataOutput out) throws IOException {
        for (int from = 0; from < values.length; from += Long.SIZE) {
            out.writeLong(filledIn(from));
        }
        for (double value : values) {
            if (isFilledIn(value)) {
                out.writeDouble(value);
            }
        }
    }

    private long filledIn(int from) {
        long bits = 0;
        for (int i = from; i < Math.min(values.length, from + Long.SIZE); i++) {
            bits |= isFilledIn(values[i]) ? 1L << i : 0;
        }
        return bits;
    }

    /** Any value but the one whose bits are all zero. */
    private static boolean isFilledIn(double value) {
        return Double.doubleToRawLongBits(value) != 0;
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Features readFrom(DataInput in) throws IOException {
        Features read = new Features();
        long[] filledIn = new long[(read.values.length + Long.SIZE - 1) / Long.SIZE];
        for (int i = 0; i < filledIn.length; i++) {
            filledIn[i] = in.readLong();
        }
        for (int i = 0; i < read.values.length; i++) {
            if ((filledIn[i / Long.SIZE] & 1L << i) != 0) {
                read.values[i] = in.readDouble();
            }
        }
        return read;
    }

    /** The values by name, in the order of {@link Feature}. */
    public Map<String, Double> asMap() {
        Map<String, Double> map = new LinkedHashMap<>(values.length * 2);
        for (Feature feature : Feature.ALL) {
            map.put(feature.key(), values[feature.ordinal()]);
        }
        return map;
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
