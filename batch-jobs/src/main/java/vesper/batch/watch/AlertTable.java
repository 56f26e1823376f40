package vesper.batch.watch;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The alerts that were raised, and who was told. */
public final class AlertTable {
    private static final String READ = "select id, kind, business_date, run_id, message, raised_at from alert ";
    private static final RowMapper<Alert.Raised> ROW = (row, n) -> new Alert.Raised(
            row.getLong("id"),
            new Alert(
                    Alert.Kind.valueOf(row.getString("kind")),
                    row.getObject("business_date", LocalDate.class),
                    row.getLong("run_id"),
                    row.getString("message")),
            row.getTimestamp("raised_at").toInstant());

    private final JdbcClient jdbc;

    public AlertTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. */
    public List<Alert.Raised> newest(int limit) {
        return jdbc.sql(READ + "order by id desc limit :limit")
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /** Raises an alert, unless it was raised before. */
    void raise(Alert alert, Instant now) {
        jdbc.sql("""
                        insert into alert (kind, business_date, run_id, message, raised_at)
                        values (:kind, :day, :run, :message, :now) on conflict do nothing
                        """)
                .param("kind", alert.kind().name())
                .param("day", alert.businessDate())
                .param("run", alert.runId())
                .param("message", alert.message())
                .param("now", Timestamp.from(now))
                .update();
    }

    List<Alert.Raised> unmailed() {
        return jdbc.sql(READ + "where mailed_at is null order by id").query(ROW).list();
    }

    List<Alert.Raised> unhooked() {
        return jdbc.sql(READ + "where hooked_at is null order by id").query(ROW).list();
    }

    void mailed(long id, Instant now) {
        jdbc.sql("update alert set mailed_at = :now where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", id)
                .update();
    }

    void hooked(long id, Instant now) {
        jdbc.sql("update alert set hooked_at = :now where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", id)
                .update();
    }
}
