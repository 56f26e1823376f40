package vesper.bench;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure, beside what the machine can do.
 *
 * @param value median of the rounds
 * @param limitName what it is held against; null if it stands alone
 * @param limit the limit's median in the same run; null if there is none
 */
public record Figure(
        String name,
        double value,
        String unit,
        @Nullable String limitName,
        @Nullable Double limit) {

    static Figure alone(String name, List<Double> rounds, String unit) {
        return new Figure(name, median(rounds), unit, null, null);
    }

    static Figure against(String name, List<Double> rounds, String unit, String limitName, List<Double> limits) {
        return new Figure(name, median(rounds), unit, limitName, median(limits));
    }

    /** Value divided by limit; null without a limit. */
    public @Nullable Double ratio() {
        return limit == null ? null : value / limit;
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The value below which the share {@code p} of all lies (nearest rank). */
    static double percentile(double[] values, double p) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(p * sorted.length) - 1)];
    }
}
