package vesper.batch.task;

import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Runs a task, or one range of its keys, as a step: one chunk a transaction, with its progress in the execution context of the same
 * transaction.
 */
final class TaskStep implements Tasklet {
    private static final Logger LOG = LoggerFactory.getLogger(TaskStep.class);

    private final Task task;
    private final ExceptionLimit limit;

    TaskStep(Task task, ExceptionLimit limit) {
        this.task = task;
        this.limit = limit;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        StepExecution step = contribution.getStepExecution();
        ExecutionContext context = step.getExecutionContext();
        LocalDate businessDate = TaskJob.businessDate(step.getJobExecution());
        Progress progress = Progress.read(context.toMap());
        // Before a chunk rather than in it: the exceptions of the chunks done are committed.
        limit.check(task.name(), businessDate);
        if (progress.finished()) {
            return finished(businessDate, progress.totals());
        }
        if (progress.uncounted()) {
            progress = progress.counted(items(context, businessDate, progress.after()));
        }
        Chunk chunk = work(context, businessDate, progress.after());
        progress = progress.plus(chunk);
        progress.write(context);
        contribution.incrementWriteCount(chunk.totals().done());
        boolean checkedAgain = chunk.totals().failed() > 0;
        return chunk.last() && !checkedAgain ? finished(businessDate, progress.totals()) : RepeatStatus.CONTINUABLE;
    }

    private long items(ExecutionContext context, LocalDate businessDate, long after) {
        Long upTo = Progress.upTo(context);
        return upTo != null && task instanceof RangedTask ranged
                ? ranged.items(businessDate, after, upTo)
                : task.items(businessDate);
    }

    private Chunk work(ExecutionContext context, LocalDate businessDate, long after) {
        Long upTo = Progress.upTo(context);
        return upTo != null && task instanceof RangedTask ranged
                ? ranged.work(businessDate, after, upTo)
                : task.work(businessDate, after);
    }

    private RepeatStatus finished(LocalDate businessDate, Totals totals) {
        LOG.info(
                "{} of {}: {} done, {} failed, sums: {}",
                task.name(),
                businessDate,
                totals.done(),
                totals.failed(),
                totals.sums().isEmpty() ? "none" : totals.sumsAsText());
        return RepeatStatus.FINISHED;
    }
}
