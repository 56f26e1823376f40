package vesper.console.jobs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import vesper.batch.operator.NightView;
import vesper.batch.operator.RunDetail;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.StepView;
import vesper.console.Show;

/**
 * What a step did more, or less, than the night before.
 *
 * @param done {@code +3}, {@code -12} or {@code ±0}
 * @param failed the same of what could not be done
 * @param sums by currency, {@code +1,234.00 EUR}; those that are the same are left out
 */
record Difference(String done, String failed, List<String> sums) {
    /** Of the steps that both nights completed, by name. */
    static Map<String, Difference> of(Show show, RunDetail run, NightView before) {
        Map<String, StepView> known = new HashMap<>();
        before.steps().forEach(step -> known.put(step.name(), step));
        Map<String, Difference> differences = new HashMap<>();
        for (StepView step : run.steps()) {
            StepView other = known.get(step.name());
            if (other != null && step.status() == RunStatus.COMPLETED && other.status() == RunStatus.COMPLETED) {
                differences.put(step.name(), of(show, step, other));
            }
        }
        return differences;
    }

    private static Difference of(Show show, StepView step, StepView other) {
        SortedMap<String, BigDecimal> sums = new TreeMap<>(step.sums());
        other.sums().forEach((currency, sum) -> sums.merge(currency, sum.negate(), BigDecimal::add));
        List<String> words = new ArrayList<>();
        sums.forEach((currency, sum) -> {
            if (sum.signum() != 0) {
                words.add((sum.signum() > 0 ? "+" : "") + show.sum(sum, currency));
            }
        });
        return new Difference(
                signed(show, step.done() - other.done()), signed(show, step.failed() - other.failed()), words);
    }

    private static String signed(Show show, long difference) {
        return difference == 0 ? "±0" : (difference > 0 ? "+" : "") + show.number(difference);
    }
}
