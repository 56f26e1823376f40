package vesper.batch.operator;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.audit.Actor;
import vesper.batch.operator.OperationRefusedException.Reason;
import vesper.batch.task.TaskJob;

/**
 * What operators do with jobs. Everything it refuses is an {@link OperationRefusedException}. Whatever is asked of a run is in the
 * audit log with the actor who asked, refused or not: {@code job.run}, {@code job.stop}, {@code job.restart}, {@code
 * job.recover}.
 */
public final class Operations implements AutoCloseable {
    private static final String REQUEST = "request";

    private final Bank bank;
    private final JobRepository repository;
    private final TaskJob close;
    private final Map<String, TaskJob> jobs = new LinkedHashMap<>();
    private final RunHistory history;
    private final Nights nights;
    private final Launcher launcher;
    private final Audited audited;

    /**
     * Operations on the given jobs.
     *
     * @param close the job that closes a business date
     * @param others the jobs besides it
     */
    public Operations(DataSource dataSource, Bank bank, JobRepository repository, TaskJob close, List<TaskJob> others) {
        this.bank = bank;
        this.repository = repository;
        this.close = close;
        jobs.put(close.getName(), close);
        others.forEach(job -> jobs.put(job.getName(), job));
        this.history = new RunHistory(bank.jdbc(), jobs);
        this.nights = new Nights(history, close);
        this.launcher = new Launcher(dataSource, repository, history, List.copyOf(jobs.values()));
        this.audited = new Audited(bank.audit());
    }

    /** All jobs, the close first. */
    public List<JobView> jobs() {
        return jobs.values().stream()
                .map(job -> new JobView(
                        job.getName(),
                        job.description(),
                        job.parts().stream()
                                .map(part -> new JobView.StepDescription(
                                        part.task().name(),
                                        part.task().description(),
                                        part.due().name()))
                                .toList(),
                        history.newestOf(job.getName(), 1).stream().findFirst().orElse(null)))
                .toList();
    }

    /** The newest runs of all jobs, newest first. */
    public List<RunView> runs(int limit) {
        return history.newest(limit);
    }

    /** The newest runs of a job, newest first. */
    public List<RunView> runs(String job, int limit) {
        return history.newestOf(job(job).getName(), limit);
    }

    /** One run with its steps. */
    public Optional<RunDetail> run(long id) {
        return history.byId(id).map(run -> new RunDetail(run, history.steps(run)));
    }

    /** What was logged of a run. */
    public RunLog log() {
        return new RunLog(bank.jdbcTemplate());
    }

    /** How the closes went, business date by business date. */
    public Nights nights() {
        return nights;
    }

    /**
     * Starts a job and returns at once. A close that failed or was stopped goes on where it ended.
     *
     * @param parameters {@code businessDate} (ISO) for the close: must be the open day, which is also the default; the other
     *     jobs take none
     * @return the run's id
     */
    public long start(Actor actor, String job, Map<String, String> parameters) {
        String object = "job " + (jobs.containsKey(job) ? job : "unknown");
        return audited.act(actor, "job.run", object, () -> start(job, parameters), run -> "run " + run);
    }

    private long start(String job, Map<String, String> parameters) {
        TaskJob known = job(job);
        LocalDate businessDate = bank.businessDates().current().businessDate();
        parameters.forEach((name, value) -> {
            if (!known.oncePerDate() || !name.equals(TaskJob.BUSINESS_DATE)) {
                throw new OperationRefusedException(Reason.BAD_PARAMETER, job + " takes no parameter " + name);
            }
            if (!parse(value).equals(businessDate)) {
                throw refusedDate(parse(value), businessDate);
            }
        });
        return launch(known, businessDate).runId();
    }

    /** Asks an active run to stop after the transaction under way. */
    public void stop(Actor actor, long runId) {
        audited.act(actor, "job.stop", "run " + runId, () -> requestStop(runId), job -> job);
    }

    private String requestStop(long runId) {
        JobExecution execution = execution(runId);
        if (!execution.isRunning() || execution.isStopping()) {
            throw new OperationRefusedException(Reason.NOT_RUNNING, "run " + runId + " is " + execution.getStatus());
        }
        launcher.requestStop(execution);
        return Launcher.jobOf(execution);
    }

    /**
     * Goes on with a run that failed or was stopped, after the last transaction that it committed; returns at once.
     *
     * @return the id of the new run
     */
    public long restart(Actor actor, long runId) {
        return relaunch(actor, runId).runId();
    }

    private Launcher.Launched relaunch(Actor actor, long runId) {
        return audited.act(
                actor,
                "job.restart",
                "run " + runId,
                () -> launcher.restart(restartable(runId)),
                launched -> "run " + launched.runId());
    }

    /** Waits until a run that this process started is over; returns at once for any other. */
    public void await(long runId) {
        launcher.await(runId);
    }

    /** Marks a run that a dead process left active as failed, so that it can be restarted. */
    public void recover(Actor actor, long runId) {
        audited.act(actor, "job.recover", "run " + runId, () -> recovered(runId), job -> job);
    }

    private String recovered(long runId) {
        JobExecution execution = execution(runId);
        if (!launcher.recover(Launcher.jobOf(execution)).contains(runId)) {
            throw new OperationRefusedException(Reason.NOT_RUNNING, "run " + runId + " is " + execution.getStatus());
        }
        return Launcher.jobOf(execution);
    }

    /** Whether a close is running, in this process or another. */
    public boolean closing() {
        return launcher.running(close.getName());
    }

    /**
     * To be called when the process starts: marks all runs left by dead processes as failed, and resumes a close among them. A
     * job that another process, or another thread, is running is left alone.
     *
     * @return the id of the resumed run
     */
    public Optional<Long> resumeLeftBehind(Actor actor) {
        Optional<Long> resumed = Optional.empty();
        for (TaskJob job : jobs.values()) {
            try {
                if (job == close) {
                    resumed = resumeClose(actor).map(Launcher.Launched::runId);
                } else {
                    recoverAll(actor, job);
                }
            } catch (OperationRefusedException e) {
                if (e.reason() != Reason.ALREADY_RUNNING) {
                    throw e;
                }
            }
        }
        return resumed;
    }

    /**
     * Goes on with a close whose process has died; to be called now and then. It costs little as long as there is none, and leaves
     * alone what a process is running.
     *
     * @return the id of the resumed run
     */
    public Optional<Long> takeOver(Actor actor) {
        if (history.active(close.getName()).isEmpty() || closing()) {
            return Optional.empty();
        }
        try {
            return resumeClose(actor).map(Launcher.Launched::runId);
        } catch (OperationRefusedException e) {
            if (e.reason() != Reason.ALREADY_RUNNING) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Optional<Launcher.Launched> resumeClose(Actor actor) {
        Optional<Launcher.Launched> resumed = launcher.resume(close.getName());
        resumed.ifPresent(run -> audited.note(actor, "job.restart", "job " + close.getName(), "run " + run.runId()));
        return resumed;
    }

    /**
     * Closes business days in order, up to and including {@code until}, waiting for each; first finishes a close that was left
     * unfinished, also by a process that died. Ends early after a run that does not complete.
     *
     * @param afterEach is told of each run when it is over
     * @return the runs, in order; empty if the bank's open day is after {@code until} already
     */
    public List<RunView> closeUntil(Actor actor, LocalDate until, Consumer<RunView> afterEach) {
        List<RunView> runs = new ArrayList<>();
        Optional<Launcher.Launched> resumed = resumeClose(actor);
        if (resumed.isPresent() && !await(resumed.get(), runs, afterEach)) {
            return runs;
        }
        Optional<RunView> unfinished =
                unfinishedBefore(bank.businessDates().current().businessDate());
        if (unfinished.isPresent() && !await(relaunch(actor, unfinished.get().id()), runs, afterEach)) {
            return runs;
        }
        LocalDate open = bank.businessDates().current().businessDate();
        while (!open.isAfter(until)) {
            LocalDate day = open;
            Launcher.Launched launched = audited.act(
                    actor, "job.run", "job " + close.getName(), () -> launch(close, day), run -> "run " + run.runId());
            if (!await(launched, runs, afterEach)) {
                return runs;
            }
            open = open.plusDays(1);
        }
        return runs;
    }

    private boolean await(Launcher.Launched launched, List<RunView> runs, Consumer<RunView> afterEach) {
        launched.ended().join();
        RunView run = history.byId(launched.runId()).orElseThrow();
        runs.add(run);
        afterEach.accept(run);
        return run.status() == RunStatus.COMPLETED;
    }

    /**
     * A dry run: what closing the days from the open one up to and including {@code until} would do, with the payments booked
     * so far. The tasks really run, in a transaction that is rolled back; until then it holds the accounts that it touches, so
     * on a large bank it is to be asked when things are quiet.
     */
    public List<DayPlan> plan(LocalDate until) {
        return Rehearsal.of(bank, close, until);
    }

    private void recoverAll(Actor actor, TaskJob job) {
        launcher.recover(job.getName()).forEach(run -> audited.note(actor, "job.recover", "run " + run, job.getName()));
    }

    private Launcher.Launched launch(TaskJob job, LocalDate businessDate) {
        JobParametersBuilder parameters = new JobParametersBuilder();
        if (job.oncePerDate()) {
            unfinishedBefore(businessDate).ifPresent(run -> {
                throw new OperationRefusedException(
                        Reason.UNFINISHED_EARLIER,
                        "the close of " + run.businessDate() + " has not completed: restart run " + run.id()
                                + " first");
            });
            parameters.addLocalDate(TaskJob.BUSINESS_DATE, businessDate);
        } else {
            parameters.addLocalDate(TaskJob.BUSINESS_DATE, businessDate, false);
            parameters.addString(REQUEST, Ids.next().toString());
        }
        JobParameters all = parameters.toJobParameters();
        return launcher.start(job, all);
    }

    /** The newest close of an earlier day, if it has not completed: the date moved, but the run ended before it was over. */
    private Optional<RunView> unfinishedBefore(LocalDate businessDate) {
        return history.newestOf(close.getName(), 1).stream()
                .filter(run -> run.businessDate().isBefore(businessDate) && run.status() != RunStatus.COMPLETED)
                .findFirst();
    }

    private TaskJob job(String name) {
        TaskJob job = jobs.get(name);
        if (job == null) {
            throw new OperationRefusedException(
                    Reason.UNKNOWN_JOB, "there is no job " + name + "; there are " + String.join(", ", jobs.keySet()));
        }
        return job;
    }

    private JobExecution execution(long runId) {
        // The repository fails on an id that it does not have.
        JobExecution execution = history.byId(runId).isEmpty() ? null : repository.getJobExecution(runId);
        if (execution == null) {
            throw new OperationRefusedException(Reason.UNKNOWN_RUN, "there is no run " + runId);
        }
        return execution;
    }

    private JobExecution restartable(long runId) {
        JobExecution execution = execution(runId);
        if (!RunStatus.of(execution.getStatus().name()).restartable()) {
            throw new OperationRefusedException(
                    Reason.NOT_RESTARTABLE, "run " + runId + " is " + execution.getStatus());
        }
        JobExecution last = repository.getLastJobExecution(execution.getJobInstance());
        if (last != null && last.getId() != runId) {
            throw new OperationRefusedException(
                    Reason.NOT_RESTARTABLE, "run " + runId + " was restarted before, as run " + last.getId());
        }
        return execution;
    }

    private static LocalDate parse(String date) {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            throw new OperationRefusedException(Reason.BAD_PARAMETER, "businessDate must be a date such as 2026-01-31");
        }
    }

    private static OperationRefusedException refusedDate(LocalDate asked, LocalDate open) {
        return asked.isBefore(open)
                ? new OperationRefusedException(Reason.ALREADY_COMPLETED, asked + " is closed already")
                : new OperationRefusedException(
                        Reason.BAD_PARAMETER, "days are closed in order: the open day is " + open);
    }

    /** Stops the runs of this process, each after its transaction under way. */
    @Override
    public void close() {
        launcher.close();
    }
}
