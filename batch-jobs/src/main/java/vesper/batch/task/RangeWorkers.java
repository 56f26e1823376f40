package vesper.batch.task;

import java.util.Map;
import org.slf4j.MDC;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.Step;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** Who works on the ranges of a step. */
@FunctionalInterface
public interface RangeWorkers {
    /** Threads of the process that runs the job, one a range. */
    RangeWorkers THREADS = RangeWorkers::onThreads;

    /**
     * What has all ranges worked on, and returns when each has ended, well or not.
     *
     * @param worker does one range, whose bounds are in its execution context
     * @param ranges how many there are
     */
    PartitionHandler handler(Step worker, int ranges);

    private static PartitionHandler onThreads(Step worker, int ranges) {
        TaskExecutorPartitionHandler threads = new TaskExecutorPartitionHandler();
        threads.setStep(worker);
        threads.setGridSize(ranges);
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(worker.getName() + "-");
        executor.setTaskDecorator(RangeWorkers::inTheSameContext);
        threads.setTaskExecutor(executor);
        return threads;
    }

    /** What a range logs bears the run and the step as well. */
    private static Runnable inTheSameContext(Runnable range) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        return () -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            range.run();
        };
    }
}
