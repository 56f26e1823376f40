package vesper.bank.screening;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value of every {@link Feature} for one payment. The card's history fills in its part, then the merchant's velocity
 * adds its own; what is not filled in is 0.
 */
@SuppressWarnings("EnumOrdinal") // one slot per feature; an EnumMap would box every value on the hot path
public final class Features {
    private final double[] values;

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

    /** The values in the order of {@link Feature}. */
    public double[] toArray() {
        return values.clone();
    }

    /** The values by name, in the order of {@link Feature}, so that an event encodes to the same bytes each time. */
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
