package vesper.batch.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a close that is under way will probably be over: what is left of its step at the rate of that step so far, and for the
 * steps to come what they took on the last day of the same kind. Pure.
 *
 * @param itemsPerSecond of the step under way; null before its first chunk
 * @param end null if too little is known
 */
public record Forecast(
        @Nullable Double itemsPerSecond, @Nullable Instant end) {
    private static final Forecast NOTHING = new Forecast(null, null);

    /**
     * Looks ahead.
     *
     * @param usual a completed close of the same kind of day; null if there is none
     */
    public static Forecast of(RunDetail run, @Nullable NightView usual, Instant now) {
        if (!run.run().status().active()) {
            return NOTHING;
        }
        Map<String, StepView> known = usual == null
                ? Map.of()
                : usual.steps().stream().collect(Collectors.toMap(StepView::name, Function.identity()));
        Double rate = null;
        Duration left = Duration.ZERO;
        boolean complete = usual != null;
        for (StepView step : run.steps()) {
            StepView before = known.get(step.name());
            if (step.status().active()) {
                rate = rate(step, now);
                Duration rest = rest(step, rate, before, now);
                complete &= rest != null;
                left = left.plus(rest == null ? Duration.ZERO : rest);
            } else if (step.status() != RunStatus.COMPLETED) {
                complete &= before != null;
                left = left.plus(before == null ? Duration.ZERO : NightView.worked(before, now));
            }
        }
        return new Forecast(rate, complete ? now.plus(left) : null);
    }

    private static @Nullable Double rate(StepView step, Instant now) {
        long millis = NightView.worked(step, now).toMillis();
        return step.behind() <= 0 || millis <= 0 ? null : step.behind() * 1000.0 / millis;
    }

    private static @Nullable Duration rest(
            StepView step, @Nullable Double rate, @Nullable StepView before, Instant now) {
        if (rate != null) {
            long items = Math.max(0, step.items() - step.behind());
            return Duration.ofMillis(Math.round(items * 1000 / rate));
        }
        if (before == null) {
            return null;
        }
        Duration rest = NightView.worked(before, now).minus(NightView.worked(step, now));
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
