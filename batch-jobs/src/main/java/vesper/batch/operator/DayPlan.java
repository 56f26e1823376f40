package vesper.batch.operator;

import java.time.LocalDate;
import java.util.List;
import vesper.batch.task.Totals;

/** What the close of a business date would do if it ran now. */
public record DayPlan(LocalDate businessDate, List<StepPlan> steps) {
    public DayPlan {
        steps = List.copyOf(steps);
    }

    /** What one step would do. */
    public record StepPlan(String name, String description, Totals totals) {}
}
