package vesper.batch.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that can be run.
 *
 * @param description what it does; one sentence
 * @param steps its steps in order, whenever they are due
 * @param lastRun null if it never ran
 */
public record JobView(
        String name,
        String description,
        List<StepDescription> steps,
        @Nullable RunView lastRun) {
    public JobView {
        steps = List.copyOf(steps);
    }

    /**
     * A step of a job.
     *
     * @param due name of the {@link vesper.batch.task.Due} that says on which dates
     */
    public record StepDescription(String name, String description, String due) {}
}
