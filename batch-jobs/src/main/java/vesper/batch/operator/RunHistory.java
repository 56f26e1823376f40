package vesper.batch.operator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.batch.task.Progress;
import vesper.batch.task.ReadableContextSerializer;
import vesper.batch.task.Task;
import vesper.batch.task.TaskJob;

/** Reads runs and their steps from the job repository's tables. */
final class RunHistory {
    private static final String RUNS = """
            select e.job_execution_id, i.job_name, p.parameter_value::date as business_date, e.status, e.start_time,
                   e.end_time, e.exit_message,
                   (select count(distinct s.step_name)
                      from batch_step_execution s
                      join batch_job_execution x on x.job_execution_id = s.job_execution_id
                     where x.job_instance_id = e.job_instance_id and x.job_execution_id <= e.job_execution_id
                       and s.status = 'COMPLETED' and s.step_name not like '%:%') as steps_completed,
                   (select s.step_name from batch_step_execution s where s.job_execution_id = e.job_execution_id
                     and s.step_name not like '%:%'
                     order by s.step_execution_id desc limit 1) as current_step
              from batch_job_execution e
              join batch_job_instance i on i.job_instance_id = e.job_instance_id
              join batch_job_execution_params p on p.job_execution_id = e.job_execution_id
                                               and p.parameter_name = 'businessDate'
            """;
    private static final String STEPS = """
            select distinct on (s.step_name) s.step_name, s.job_execution_id, s.status, s.start_time, s.end_time,
                   s.exit_message, coalesce(c.serialized_context, c.short_context, '') as context
              from batch_step_execution s
              join batch_job_execution x on x.job_execution_id = s.job_execution_id
              left join batch_step_execution_context c on c.step_execution_id = s.step_execution_id
             where x.job_instance_id = (select job_instance_id from batch_job_execution where job_execution_id = :run)
               and x.job_execution_id <= :run
             order by s.step_name, s.step_execution_id desc
            """;

    private final JdbcClient jdbc;
    private final Map<String, TaskJob> jobs;

    RunHistory(JdbcClient jdbc, Map<String, TaskJob> jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    /** Newest first. */
    List<RunView> newest(int limit) {
        return jdbc.sql(RUNS + "order by e.job_execution_id desc limit :limit")
                .param("limit", limit)
                .query(this::run)
                .list();
    }

    /** Newest first. */
    List<RunView> newestOf(String job, int limit) {
        return jdbc.sql(RUNS + "where i.job_name = :job order by e.job_execution_id desc limit :limit")
                .param("job", job)
                .param("limit", limit)
                .query(this::run)
                .list();
    }

    /** One for each business date of a range whose run of a job has begun, newest first. */
    List<NightView> nights(String job, LocalDate from, LocalDate to) {
        Map<LocalDate, List<RunView>> byDate = new TreeMap<>(Comparator.reverseOrder());
        jdbc.sql(RUNS + """
                 where i.job_name = :job and p.parameter_value::date between :from and :to order by e.job_execution_id desc
                """)
                .param("job", job)
                .param("from", from)
                .param("to", to)
                .query(this::run)
                .list()
                .forEach(run -> byDate.computeIfAbsent(run.businessDate(), date -> new ArrayList<>())
                        .add(run));
        return byDate.values().stream()
                .map(runs -> {
                    RunView newest = runs.get(0);
                    return new NightView(
                            newest, runs.size(), runs.get(runs.size() - 1).started(), steps(newest));
                })
                .toList();
    }

    /** Ids of a job's runs that are called active, or whose end is unknown, newest first. */
    List<Long> active(String job) {
        return jdbc.sql("""
                        select e.job_execution_id from batch_job_execution e
                          join batch_job_instance i on i.job_instance_id = e.job_instance_id
                         where i.job_name = :job and e.status in ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN')
                         order by e.job_execution_id desc
                        """).param("job", job).query(Long.class).list();
    }

    Optional<RunView> byId(long id) {
        return jdbc.sql(RUNS + "where e.job_execution_id = :id")
                .param("id", id)
                .query(this::run)
                .optional();
    }

    List<StepView> steps(RunView run) {
        TaskJob job = jobs.get(run.job());
        if (job == null) {
            return List.of();
        }
        List<Step> found =
                jdbc.sql(STEPS).param("run", run.id()).query(RunHistory::step).list();
        return job.tasks(run.businessDate()).stream()
                .map(task -> found.stream()
                        .filter(step -> step.name().equals(task.name()))
                        .findFirst()
                        .map(step -> view(task, step, progress(step, found)))
                        .orElseGet(() -> waiting(task)))
                .toList();
    }

    /** How far a step has come: itself, or the ranges that it is done in together. */
    private static Progress progress(Step step, List<Step> all) {
        List<Progress> ranges = all.stream()
                .filter(other -> other.name().startsWith(step.name() + ':'))
                .map(Step::progress)
                .toList();
        return ranges.isEmpty() ? step.progress() : Progress.together(ranges);
    }

    /** The newest execution of a step, or of one range of it. */
    private record Step(
            String name,
            long runId,
            RunStatus status,
            @Nullable Instant started,
            @Nullable Instant ended,
            Progress progress,
            @Nullable String error) {}

    private RunView run(ResultSet row, int n) throws SQLException {
        String name = row.getString("job_name");
        LocalDate businessDate = row.getObject("business_date", LocalDate.class);
        RunStatus status = RunStatus.of(row.getString("status"));
        TaskJob job = jobs.get(name);
        int due = job == null ? 0 : job.tasks(businessDate).size();
        int percent = status == RunStatus.COMPLETED ? 100 : due == 0 ? 0 : row.getInt("steps_completed") * 100 / due;
        return new RunView(
                row.getLong("job_execution_id"),
                name,
                businessDate,
                status,
                Math.min(percent, status == RunStatus.COMPLETED ? 100 : 99),
                row.getString("current_step"),
                instant(row, "start_time"),
                status.active() ? null : instant(row, "end_time"),
                reason(row.getString("exit_message")));
    }

    private static Step step(ResultSet row, int n) throws SQLException {
        String error = row.getString("exit_message");
        return new Step(
                row.getString("step_name"),
                row.getLong("job_execution_id"),
                RunStatus.of(row.getString("status")),
                instant(row, "start_time"),
                instant(row, "end_time"),
                Progress.read(ReadableContextSerializer.parse(row.getString("context"))),
                error == null || error.isEmpty() ? null : error);
    }

    private static StepView view(Task task, Step step, Progress progress) {
        return new StepView(
                step.name(),
                task.description(),
                step.status(),
                step.runId(),
                step.started(),
                step.ended(),
                Math.max(progress.items(), 0),
                progress.behind(),
                progress.totals().done(),
                progress.totals().failed(),
                progress.totals().sums(),
                step.error());
    }

    private static StepView waiting(Task task) {
        Progress none = Progress.read(Map.of());
        return new StepView(
                task.name(),
                task.description(),
                RunStatus.WAITING,
                null,
                null,
                null,
                0,
                0,
                0,
                0,
                none.totals().sums(),
                null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    /** The message of the exception whose stack trace is stored, without the exception's class. */
    static @Nullable String reason(@Nullable String exitMessage) {
        if (exitMessage == null || exitMessage.isBlank()) {
            return null;
        }
        String first = exitMessage.lines().findFirst().orElse("").strip();
        return first.replaceFirst("^[\\w.$]+(Exception|Error): ", "");
    }
}
