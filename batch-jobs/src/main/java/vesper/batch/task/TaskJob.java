package vesper.batch.task;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.InvalidJobParametersException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import vesper.bank.calendar.HolidayCalendar;

/**
 * A job that does its tasks one after the other, each as a step of its own, those that are due on the business date. The first
 * that does not complete ends the run; a restart goes on with it.
 */
public final class TaskJob extends AbstractJob {
    /** The parameter that says for which business date a job runs, a {@link LocalDate}. */
    public static final String BUSINESS_DATE = "businessDate";

    private static final Logger LOG = LoggerFactory.getLogger(TaskJob.class);
    private static final String BEHIND = "stepsBehind";

    private final String description;
    private final boolean oncePerDate;
    private final List<Part> parts;
    private final HolidayCalendar calendar;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, Step> rangeWorkers = new LinkedHashMap<>();

    /** A task and the dates on which it is part of the job. */
    public record Part(Due due, Task task) {
        public static Part daily(Task task) {
            return new Part(Due.DAILY, task);
        }

        public static Part businessDays(Task task) {
            return new Part(Due.BUSINESS_DAY, task);
        }

        public static Part monthEnd(Task task) {
            return new Part(Due.MONTH_END, task);
        }

        public static Part quarterEnd(Task task) {
            return new Part(Due.QUARTER_END, task);
        }

        public static Part yearEnd(Task task) {
            return new Part(Due.YEAR_END, task);
        }
    }

    /**
     * Where jobs keep their state, what runs around each of their steps, and how many items of a step may fail.
     *
     * @param ranges in how many ranges of keys at once a task is done that may be
     * @param workers who works on them
     * @param calendar says which days are holidays
     */
    public record Surroundings(
            JobRepository repository,
            PlatformTransactionManager transactions,
            List<StepExecutionListener> listeners,
            ExceptionLimit limit,
            int ranges,
            RangeWorkers workers,
            HolidayCalendar calendar) {
        public Surroundings {
            listeners = List.copyOf(listeners);
        }
    }

    /**
     * Makes a job.
     *
     * @param description what it does, for operators; one sentence
     * @param oncePerDate whether the business date identifies the run, so that a second one of a day is refused
     */
    public TaskJob(String name, String description, boolean oncePerDate, List<Part> parts, Surroundings surroundings) {
        super(name);
        this.description = description;
        this.oncePerDate = oncePerDate;
        this.parts = List.copyOf(parts);
        this.calendar = surroundings.calendar();
        setJobRepository(surroundings.repository());
        setJobParametersValidator(TaskJob::validate);
        for (Part part : parts) {
            steps.put(part.task().name(), step(part.task(), surroundings));
        }
    }

    private static void validate(@Nullable JobParameters parameters) throws InvalidJobParametersException {
        if (parameters == null || parameters.getLocalDate(BUSINESS_DATE) == null) {
            throw new InvalidJobParametersException("the job needs a business date");
        }
    }

    private Step step(Task task, Surroundings surroundings) {
        DefaultTransactionAttribute transaction = new DefaultTransactionAttribute();
        if (task.snapshot()) {
            transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        }
        TaskletStep chunks = new TaskletStep(surroundings.repository());
        chunks.setName(task.name());
        chunks.setTransactionManager(surroundings.transactions());
        chunks.setTransactionAttribute(transaction);
        chunks.setTasklet(new TaskStep(task, surroundings.limit()));
        AbstractStep step = chunks;
        if (task instanceof RangedTask ranged) {
            rangeWorkers.put(task.name(), chunks);
            if (surroundings.ranges() > 1) {
                step = new RangedStep(
                        ranged, chunks, surroundings.ranges(), surroundings.workers(), surroundings.repository());
            }
        }
        surroundings.listeners().forEach(step::registerStepExecutionListener);
        return step;
    }

    public String description() {
        return description;
    }

    public boolean oncePerDate() {
        return oncePerDate;
    }

    /** The tasks that are part of the job on the date, in order. */
    public List<Task> tasks(LocalDate businessDate) {
        return parts.stream()
                .filter(part -> part.due().on(businessDate, calendar))
                .map(Part::task)
                .toList();
    }

    /** All tasks, in order, whenever they are due. */
    public List<Part> parts() {
        return parts;
    }

    /** What does one range of a step, whose execution is named after the step, as {@code interest-accrual:2}. */
    public Step rangeWorker(StepExecution range) {
        String step = range.getStepName().split(RangedStep.SEPARATOR, 2)[0];
        Step worker = rangeWorkers.get(step);
        if (worker == null) {
            throw new IllegalArgumentException(getName() + " has no step " + step + " that is done in ranges");
        }
        return worker;
    }

    @Override
    public @Nullable Step getStep(String stepName) {
        return steps.get(stepName);
    }

    @Override
    public Collection<String> getStepNames() {
        return steps.keySet();
    }

    @Override
    protected void doExecute(JobExecution execution) throws JobExecutionException {
        LocalDate businessDate = businessDate(execution);
        MDC.put("run", Long.toString(execution.getId()));
        MDC.put("businessDate", businessDate.toString());
        try {
            run(execution, businessDate);
        } finally {
            MDC.remove("businessDate");
            MDC.remove("run");
        }
    }

    private void run(JobExecution execution, LocalDate businessDate) throws JobExecutionException {
        LOG.info("{} of {} starts, run {}", getName(), businessDate, execution.getId());
        Set<String> behind = behind(execution);
        for (Task task : tasks(businessDate)) {
            if (behind.contains(task.name())) {
                continue;
            }
            Step step = steps.get(task.name());
            if (step == null) {
                throw new IllegalStateException("no step " + task.name());
            }
            StepExecution done;
            MDC.put("step", task.name());
            try {
                done = handleStep(step, execution);
            } finally {
                MDC.remove("step");
            }
            if (done.getStatus() != BatchStatus.COMPLETED) {
                execution.upgradeStatus(done.getStatus());
                execution.setExitStatus(done.getExitStatus());
                LOG.error("{} of {} ended at step {}: {}", getName(), businessDate, task.name(), done.getStatus());
                return;
            }
            behind.add(task.name());
            execution.getExecutionContext().putString(BEHIND, String.join(",", behind));
        }
        execution.upgradeStatus(BatchStatus.COMPLETED);
        execution.setExitStatus(ExitStatus.COMPLETED);
        LOG.info("{} of {} completed, run {}", getName(), businessDate, execution.getId());
    }

    /**
     * The steps that earlier runs of the day are known to have completed. The framework stores what is known at the end of a step
     * with that step, and asks the database a dozen times about each of which it is not told here whether it has completed.
     */
    private static Set<String> behind(JobExecution execution) {
        String names = execution.getExecutionContext().getString(BEHIND, "");
        Set<String> behind = new LinkedHashSet<>();
        if (!names.isEmpty()) {
            behind.addAll(List.of(names.split(",", -1)));
        }
        return behind;
    }

    static LocalDate businessDate(JobExecution execution) {
        LocalDate date = execution.getJobParameters().getLocalDate(BUSINESS_DATE);
        if (date == null) {
            throw new IllegalStateException("run " + execution.getId() + " has no business date");
        }
        return date;
    }
}
