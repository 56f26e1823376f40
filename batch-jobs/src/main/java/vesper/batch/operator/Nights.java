package vesper.batch.operator;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * The newest completed close before a business date that had the same steps, among the last hundred runs; if there is none, the
     * newest that had these and more.
     */
    public Optional<NightView> usual(LocalDate businessDate) {
        Set<Task> due = new HashSet<>(close.tasks(businessDate));
        List<RunView> like = history.newestOf(close.getName(), LOOKED_AT).stream()
                .filter(run -> run.status() == RunStatus.COMPLETED
                        && run.businessDate().isBefore(businessDate)
                        && new HashSet<>(close.tasks(run.businessDate())).containsAll(due))
                .toList();
        return like.stream()
                .filter(run -> close.tasks(run.businessDate()).size() == due.size())
                .findFirst()
                .or(() -> like.stream().findFirst())
                .flatMap(run ->
                        between(run.businessDate(), run.businessDate()).stream().findFirst());
    }
}
