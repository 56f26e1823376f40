package vesper.batch.operator;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.configuration.DuplicateJobException;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.InvalidJobParametersException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import vesper.batch.operator.OperationRefusedException.Reason;
import vesper.batch.task.RunLock;
import vesper.batch.task.TaskJob;

/**
 * Starts runs on threads of their own, each under its job's {@link RunLock}, so that no two processes and no two threads run
 * the same job at once.
 */
final class Launcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
    private static final Duration PATIENCE_WITH_THE_DEAD = Duration.ofSeconds(15);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final DataSource dataSource;
    private final JobRepository repository;
    private final RunHistory history;
    private final MapJobRegistry registry = new MapJobRegistry();
    private final Map<Long, CompletableFuture<Void>> active = new ConcurrentHashMap<>();

    Launcher(DataSource dataSource, JobRepository repository, RunHistory history, List<TaskJob> jobs) {
        this.dataSource = dataSource;
        this.repository = repository;
        this.history = history;
        try {
            for (TaskJob job : jobs) {
                registry.register(job);
            }
        } catch (DuplicateJobException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * A run that was started.
     *
     * @param ended completes when the run is over, well or not
     */
    record Launched(long runId, CompletableFuture<Void> ended) {}

    private interface Start {
        JobExecution with(JobOperator operator)
                throws JobInstanceAlreadyCompleteException, JobExecutionAlreadyRunningException, JobRestartException,
                        InvalidJobParametersException;
    }

    Launched start(TaskJob job, JobParameters parameters) {
        return launch(job.getName(), lock(job.getName()), operator -> {
            forgetStartWithoutRun(job, parameters);
            return operator.start(job, parameters);
        });
    }

    /**
     * Forgets that a process once began to start the job with these parameters, and died before it had noted a run of it: the
     * framework refuses to start what was begun and has no run to go on with.
     */
    private void forgetStartWithoutRun(TaskJob job, JobParameters parameters) {
        JobInstance begun = repository.getJobInstance(job.getName(), parameters);
        if (begun != null && repository.getJobExecutions(begun).isEmpty()) {
            repository.deleteJobInstance(begun);
        }
    }

    Launched restart(JobExecution execution) {
        String job = jobOf(execution);
        return launch(job, lock(job), operator -> operator.restart(execution));
    }

    private RunLock lock(String job) {
        return RunLock.tryTake(dataSource, job)
                .orElseThrow(() -> new OperationRefusedException(
                        Reason.ALREADY_RUNNING, "a run of " + job + " is active already"));
    }

    /** Starts under a lock that is held, and is given back when the run is over or does not start. */
    private Launched launch(String job, RunLock lock, Start start) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try {
            long runId = start.with(operator(job, lock, ended)).getId();
            active.put(runId, ended);
            CompletableFuture<Void> forgotten = ended.whenComplete((nothing, error) -> active.remove(runId));
            return new Launched(runId, forgotten);
        } catch (JobInstanceAlreadyCompleteException e) {
            lock.close();
            throw new OperationRefusedException(
                    Reason.ALREADY_COMPLETED, job + " has completed for this business date already");
        } catch (JobExecutionAlreadyRunningException e) {
            lock.close();
            throw new OperationRefusedException(
                    Reason.ALREADY_RUNNING, "a dead process left a run of " + job + " behind: recover it first");
        } catch (JobRestartException e) {
            lock.close();
            throw new OperationRefusedException(Reason.NOT_RESTARTABLE, job + " cannot go on: " + e.getMessage());
        } catch (InvalidJobParametersException e) {
            lock.close();
            throw new OperationRefusedException(Reason.BAD_PARAMETER, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** An operator for one start, whose run ends with the lock given back. */
    private JobOperator operator(String job, RunLock lock, CompletableFuture<Void> ended) {
        TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
        operator.setJobRepository(repository);
        operator.setJobRegistry(registry);
        operator.setTaskExecutor(run -> {
            Thread thread = new Thread(() -> guarded(job, run, lock, ended), "job-" + job);
            thread.setDaemon(true);
            thread.start();
        });
        try {
            operator.afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException("the job operator is not complete", e);
        }
        return operator;
    }

    private static void guarded(String job, Runnable run, RunLock lock, CompletableFuture<Void> ended) {
        MDC.put("job", job);
        try {
            run.run();
        } catch (RuntimeException e) {
            // What it did is in the database with its progress; that it is over is not, as if the process had died.
            LOG.error("the end of a run of {} could not be noted", job, e);
        } finally {
            MDC.remove("job");
            lock.close();
            ended.complete(null);
        }
    }

    /** Whether a process holds the job's lock. */
    boolean running(String job) {
        return RunLock.taken(dataSource, job);
    }

    /** Waits for the end of a run of this process. */
    void await(long runId) {
        CompletableFuture<Void> ended = active.get(runId);
        if (ended != null) {
            ended.join();
        }
    }

    /** Asks a run to stop after its transaction under way. */
    void requestStop(JobExecution execution) {
        // Not JobOperator.stop: it also writes the step's row, which the run itself is about to write.
        execution.setStatus(BatchStatus.STOPPING);
        repository.update(execution);
    }

    /**
     * Marks the runs of a job that are called active, or whose end is unknown, as failed, if no process is running the job. All
     * that they did is in the database with their progress, so each can be restarted.
     *
     * @return ids of the runs so marked
     */
    List<Long> recover(String job) {
        List<Long> seen = history.active(job);
        if (seen.isEmpty()) {
            return List.of();
        }
        RunLock lock = takeFromTheDead(job, seen);
        try {
            return markLeftBehind(job).stream().map(JobExecution::getId).toList();
        } finally {
            lock.close();
        }
    }

    /**
     * Recovers a job and goes on with the newest run that was left behind, without letting go of the job in between.
     *
     * @return empty if none was left behind
     */
    Optional<Launched> resume(String job) {
        List<Long> seen = history.active(job);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        RunLock lock = takeFromTheDead(job, seen);
        List<JobExecution> left;
        try {
            left = markLeftBehind(job);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        if (left.isEmpty()) {
            lock.close();
            return Optional.empty();
        }
        return Optional.of(launch(job, lock, operator -> operator.restart(left.get(0))));
    }

    private RunLock takeFromTheDead(String job, List<Long> seen) {
        boolean ours = seen.stream().anyMatch(active::containsKey);
        return (ours ? Optional.<RunLock>empty() : RunLock.take(dataSource, job, PATIENCE_WITH_THE_DEAD))
                .orElseThrow(
                        () -> new OperationRefusedException(Reason.ALREADY_RUNNING, "a run of " + job + " is active"));
    }

    private List<JobExecution> markLeftBehind(String job) {
        List<JobExecution> left = leftBehind(job);
        left.forEach(execution -> {
            markFailed(execution);
            LOG.warn("run {} of {} was left by a process that ended; it can be restarted", execution.getId(), job);
        });
        return left;
    }

    /** Runs that are called active, or whose end is unknown, newest first: left behind, unless the job's lock is held. */
    private List<JobExecution> leftBehind(String job) {
        List<JobExecution> left = new ArrayList<>();
        for (long run : history.active(job)) {
            JobExecution execution = repository.getJobExecution(run);
            if (execution != null) {
                left.add(execution);
            }
        }
        return left;
    }

    private void markFailed(JobExecution execution) {
        ExitStatus exit = ExitStatus.FAILED.addExitDescription("the process ended before the run did");
        for (StepExecution step : execution.getStepExecutions()) {
            if (step.getStatus().isRunning() || step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(exit);
                step.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
                repository.update(step);
            }
        }
        execution.setStatus(BatchStatus.FAILED);
        execution.setExitStatus(exit);
        execution.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
        repository.update(execution);
    }

    static String jobOf(JobExecution execution) {
        return execution.getJobInstance().getJobName();
    }

    /** Stops what this process runs, waiting for the transactions under way. */
    @Override
    public void close() {
        active.forEach((runId, ended) -> {
            try {
                JobExecution execution = repository.getJobExecution(runId);
                if (execution != null && execution.getStatus() == BatchStatus.STARTED) {
                    requestStop(execution);
                }
                ended.get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                LOG.warn("run {} did not stop: {}", runId, e.toString());
            }
        });
    }
}
