package vesper.batch.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the close of a business date went.
 *
 * @param run its newest run
 * @param runs how many runs it took, or has taken so far
 * @param started when the first of them began; null before that
 * @param steps the steps that are due on the date, each as it was last tried
 */
public record NightView(RunView run, int runs, @Nullable Instant started, List<StepView> steps) {
    public NightView {
        steps = List.copyOf(steps);
    }

    /** What became of it. The names are stable. */
    public enum Outcome {
        COMPLETED,
        /** It completed, and left exceptions. */
        WITH_EXCEPTIONS,
        RUNNING,
        /** It failed or was stopped, and nobody has gone on with it. */
        UNFINISHED
    }

    public Outcome outcome() {
        if (run.status().active()) {
            return Outcome.RUNNING;
        }
        if (run.status() != RunStatus.COMPLETED) {
            return Outcome.UNFINISHED;
        }
        return failed() > 0 ? Outcome.WITH_EXCEPTIONS : Outcome.COMPLETED;
    }

    /** How many items could not be done. */
    public long failed() {
        return steps.stream().mapToLong(StepView::failed).sum();
    }

    /** The time that its steps took, pauses between runs left out; of one under way, up to {@code now}. */
    public Duration worked(Instant now) {
        return steps.stream().map(step -> worked(step, now)).reduce(Duration.ZERO, Duration::plus);
    }

    /** The time that a step took in the run that did it. */
    public static Duration worked(StepView step, Instant now) {
        Instant began = step.started();
        if (began == null) {
            return Duration.ZERO;
        }
        Instant end = step.ended();
        return Duration.between(began, end == null ? now : end);
    }
}
