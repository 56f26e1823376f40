package vesper.batch.operator;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import vesper.batch.task.Task;
import vesper.batch.task.TaskJob;

/** How the closes of business dates went. */
public final class Nights {
    private static final int LOOKED_AT = 100;

    private final RunHistory history;
    private final TaskJob close;

    Nights(RunHistory history, TaskJob close) {
        this.history = history;
        this.close = close;
    }

    /** Those of a range of dates, both inclusive, newest first; without those that never ran. */
    public List<NightView> between(LocalDate from, LocalDate to) {
        return history.nights(close.getName(), from, to);
    }

    /** The newest completed close before a business date that had the same steps, among the last hundred runs. */
    public Optional<NightView> usual(LocalDate businessDate) {
        List<Task> due = close.tasks(businessDate);
        return history.newestOf(close.getName(), LOOKED_AT).stream()
                .filter(run -> run.status() == RunStatus.COMPLETED
                        && run.businessDate().isBefore(businessDate)
                        && close.tasks(run.businessDate()).equals(due))
                .findFirst()
                .flatMap(run ->
                        between(run.businessDate(), run.businessDate()).stream().findFirst());
    }
}
