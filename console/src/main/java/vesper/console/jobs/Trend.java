package vesper.console.jobs;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;

/**
 * Whether a job takes longer than it used to: the median of its newest ten completed runs beside that of the ten before. Pure.
 *
 * @param newest null if none has completed
 * @param before null if there were no earlier ones
 */
record Trend(@Nullable Duration newest, @Nullable Duration before) {
    private static final int RUNS = 10;

    /** @param runs newest first */
    static Trend of(List<RunView> runs) {
        List<Duration> took = runs.stream()
                .filter(run -> run.status() == RunStatus.COMPLETED && run.ended() != null)
                .map(Trend::took)
                .toList();
        return new Trend(
                median(took.stream().limit(RUNS).toList()),
                median(took.stream().skip(RUNS).limit(RUNS).toList()));
    }

    /** What a run took, or zero if it never began. */
    static Duration took(RunView run) {
        return run.started() == null || run.ended() == null
                ? Duration.ZERO
                : Duration.between(run.started(), run.ended());
    }

    private static @Nullable Duration median(List<Duration> durations) {
        return durations.isEmpty() ? null : durations.stream().sorted().toList().get(durations.size() / 2);
    }

    /** {@code +20 %}, {@code -5 %} or {@code ±0 %}, rounded to the nearest; empty if there is nothing to compare. */
    public String change() {
        if (newest == null || before == null || before.isZero()) {
            return "";
        }
        long percent = Math.round((newest.toMillis() - before.toMillis()) * 100.0 / before.toMillis());
        return (percent > 0 ? "+" : percent == 0 ? "±" : "") + percent + " %";
    }
}
