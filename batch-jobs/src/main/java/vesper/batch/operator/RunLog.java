package vesper.batch.operator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was logged while a run was worked on, by whichever process, with the context of each line. */
public final class RunLog {
    /** Keys of the logging context: the run's id, and the step or range at hand. */
    static final String RUN = "run";

    static final String STEP = "step";

    private static final String ADD = """
            insert into run_log (run_id, at, level, step, process, logger, message, error) values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    public RunLog(JdbcTemplate batches) {
        this.batches = batches;
        this.jdbc = JdbcClient.create(batches);
    }

    /**
     * A line.
     *
     * @param n its place; rises within a run
     * @param level {@code INFO}, {@code WARN} or {@code ERROR}
     * @param step null between steps
     * @param error stack trace, shortened; null if there was none
     */
    public record Line(
            long n,
            Instant at,
            String level,
            @Nullable String step,
            String process,
            String logger,
            String message,
            @Nullable String error) {}

    /** Lines of a run in order, those after a place; at most so many. */
    public List<Line> lines(long run, long after, int limit) {
        return jdbc.sql("select * from run_log where run_id = :run and n > :after order by n limit :limit")
                .param("run", run)
                .param("after", after)
                .param("limit", limit)
                .query((row, i) -> new Line(
                        row.getLong("n"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("level"),
                        row.getString("step"),
                        row.getString("process"),
                        row.getString("logger"),
                        row.getString("message"),
                        row.getString("error")))
                .list();
    }

    /** A line that is to be kept. */
    record Heard(long run, Line line) {}

    void add(List<Heard> heard) {
        batches.batchUpdate(ADD, heard, heard.size(), (statement, each) -> {
            Line line = each.line();
            statement.setLong(1, each.run());
            statement.setTimestamp(2, java.sql.Timestamp.from(line.at()));
            statement.setString(3, line.level());
            statement.setString(4, line.step());
            statement.setString(5, line.process());
            statement.setString(6, line.logger());
            statement.setString(7, line.message());
            statement.setString(8, line.error());
        });
    }
}
