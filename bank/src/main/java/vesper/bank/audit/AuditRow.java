package vesper.bank.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import vesper.bank.audit.AuditEvent.Outcome;

/** Reads rows of the log. */
final class AuditRow {
    static final String COLUMNS = """
            select seq, recorded_at, actor_kind, actor, origin, action, object, account_id, outcome, detail, hash
              from audit_event
            """;

    private AuditRow() {}

    static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("seq"),
                row.getTimestamp("recorded_at").toInstant().truncatedTo(ChronoUnit.MICROS),
                new AuditEvent(
                        new Actor(
                                Actor.Kind.valueOf(row.getString("actor_kind")),
                                row.getString("actor"),
                                row.getString("origin")),
                        row.getString("action"),
                        row.getString("object"),
                        row.getObject("account_id", Long.class),
                        Outcome.valueOf(row.getString("outcome")),
                        row.getString("detail")));
    }
}
