package vesper.batch.task;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.support.DefaultStepExecutionAggregator;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Runs a task as a step in several ranges of keys at once, each a step execution of its own, {@code interest-accrual:2} for
 * instance, with its own progress. The bounds are stored before the first range begins: a restart goes on with the ranges that did
 * not end, as they were, whatever accounts were opened since.
 */
final class RangedStep extends AbstractStep {
    /** Between the name of the step and the number of the range. */
    static final String SEPARATOR = ":";

    private static final String SPLITS = "splits";

    private final RangedTask task;
    private final Step worker;
    private final int ranges;
    private final RangeWorkers workers;

    /**
     * Makes a step.
     *
     * @param worker does one range, whose bounds are in its execution context
     * @param ranges how many there are
     * @param workers who works on them
     */
    RangedStep(RangedTask task, Step worker, int ranges, RangeWorkers workers, JobRepository repository) {
        super(repository);
        setName(task.name());
        this.task = task;
        this.worker = worker;
        this.ranges = ranges;
        this.workers = workers;
    }

    @Override
    protected void doExecute(StepExecution step) throws Exception {
        Map<String, ExecutionContext> bounds = bounds(step);
        PartitionHandler handler = workers.handler(worker, bounds.size());
        Collection<StepExecution> done = handler.handle(new Splitter(getJobRepository(), getName(), bounds), step);
        new DefaultStepExecutionAggregator().aggregate(step, done);
        if (step.getStatus().isUnsuccessful()) {
            throw failure(done);
        }
    }

    /** What the first range that failed failed with; of one that ran in another process only the text is known. */
    private Exception failure(Collection<StepExecution> ranges) {
        String told = ranges.stream()
                .map(range -> range.getExitStatus().getExitDescription())
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("no reason is known");
        return ranges.stream()
                .flatMap(range -> range.getFailureExceptions().stream())
                .filter(Exception.class::isInstance)
                .map(Exception.class::cast)
                .findFirst()
                .orElseGet(() -> new JobExecutionException("a range of " + getName() + " did not complete: "
                        + told.lines().findFirst().orElse("")));
    }

    private Map<String, ExecutionContext> bounds(StepExecution step) {
        ExecutionContext context = step.getExecutionContext();
        if (!context.containsKey(SPLITS)) {
            LocalDate businessDate = TaskJob.businessDate(step.getJobExecution());
            context.putString(
                    SPLITS,
                    task.splits(businessDate, ranges).stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")));
            getJobRepository().updateExecutionContext(step);
        }
        Map<String, ExecutionContext> bounds = new LinkedHashMap<>();
        long after = 0;
        for (String split : context.getString(SPLITS).split(",", -1)) {
            after = range(bounds, after, Long.parseLong(split));
        }
        // The last range has no end: an account that is opened meanwhile belongs to it.
        range(bounds, after, Long.MAX_VALUE);
        return bounds;
    }

    private static long range(Map<String, ExecutionContext> bounds, long after, long upTo) {
        ExecutionContext range = new ExecutionContext();
        Progress.range(range, after, upTo);
        bounds.put(Integer.toString(bounds.size() + 1), range);
        return upTo;
    }

    /** Gives a range its bounds also if the run before died when it had noted the range and not yet where it is. */
    private static final class Splitter extends SimpleStepExecutionSplitter {
        private final JobRepository repository;
        private final String step;
        private final Map<String, ExecutionContext> bounds;

        Splitter(JobRepository repository, String step, Map<String, ExecutionContext> bounds) {
            super(repository, step, grid -> bounds);
            this.repository = repository;
            this.step = step;
            this.bounds = bounds;
        }

        @Override
        public Set<StepExecution> split(StepExecution whole, int gridSize) throws JobExecutionException {
            Set<StepExecution> ranges = super.split(whole, gridSize);
            for (StepExecution range : ranges) {
                if (Progress.upTo(range.getExecutionContext()) == null) {
                    String name = range.getStepName().substring((step + SEPARATOR).length());
                    range.setExecutionContext(new ExecutionContext(Objects.requireNonNull(bounds.get(name))));
                    repository.updateExecutionContext(range);
                }
            }
            return ranges;
        }
    }
}
