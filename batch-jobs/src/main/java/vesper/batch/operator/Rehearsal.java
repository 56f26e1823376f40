package vesper.batch.operator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import vesper.bank.Bank;
import vesper.batch.task.Task;
import vesper.batch.task.TaskJob;

/** What closing days would do: the tasks really run, in a transaction that is rolled back. */
final class Rehearsal {
    private Rehearsal() {}

    static List<DayPlan> of(Bank bank, TaskJob close, LocalDate until) {
        return Objects.requireNonNull(bank.transaction().execute(status -> {
            status.setRollbackOnly();
            List<DayPlan> days = new ArrayList<>();
            LocalDate day = bank.businessDates().current().businessDate();
            while (!day.isAfter(until)) {
                List<DayPlan.StepPlan> steps = new ArrayList<>();
                for (Task task : close.tasks(day)) {
                    steps.add(new DayPlan.StepPlan(task.name(), task.description(), task.rehearse(day)));
                }
                days.add(new DayPlan(day, steps));
                day = day.plusDays(1);
            }
            return days;
        }));
    }
}
