package vesper.batch.workers;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import vesper.batch.task.RunLock;

/**
 * Works on a range if no other process does. The claim is a {@link RunLock}: it ends with the process that holds it, and the next to
 * claim the range goes on after the last chunk that was committed. Should a process have lost its claim and not know it, its next
 * chunk is rolled back: the row of the range's execution has another version by then.
 */
final class RangeRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RangeRunner.class);

    private final DataSource dataSource;
    private final JobRepository repository;

    RangeRunner(DataSource dataSource, JobRepository repository) {
        this.dataSource = dataSource;
        this.repository = repository;
    }

    /** Whether a process works on the range. */
    boolean taken(RangeCall call) {
        return RunLock.taken(dataSource, call.lock());
    }

    /**
     * Works on the range until it has ended, well or not; does nothing if another process has it, or if it has ended.
     *
     * @param worker what does a range
     */
    void run(RangeCall call, Function<StepExecution, Step> worker) {
        Optional<RunLock> claim = RunLock.tryTake(dataSource, call.lock());
        if (claim.isEmpty()) {
            return;
        }
        RunLock held = claim.get();
        try {
            JobExecution run = repository.getJobExecution(call.run());
            if (run == null) {
                return;
            }
            for (StepExecution range : run.getStepExecutions()) {
                if (range.getId() == call.range() && range.getStatus().isRunning()) {
                    work(run, range, worker.apply(range));
                }
            }
        } finally {
            held.close();
        }
    }

    private static void work(JobExecution run, StepExecution range, Step worker) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.put("job", run.getJobInstance().getJobName());
        MDC.put("run", Long.toString(run.getId()));
        MDC.put("step", range.getStepName());
        try {
            worker.execute(range);
        } catch (JobInterruptedException e) {
            LOG.info("{} stopped, as was asked", range.getStepName());
        } finally {
            MDC.setContextMap(before == null ? Map.of() : before);
        }
    }
}
