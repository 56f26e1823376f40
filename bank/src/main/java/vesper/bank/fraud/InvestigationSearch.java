package vesper.bank.fraud;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.fraud.Investigation.Action;
import vesper.bank.fraud.Investigation.Gathered;
import vesper.bank.fraud.Investigation.Link;
import vesper.bank.fraud.Investigation.State;
import vesper.bank.fraud.Investigation.Step;

/** Reads investigations. */
public final class InvestigationSearch {
    private static final String COLUMNS = """
            select i.id, i.customer_id, u.name, i.state, i.opened_at, i.due_at, i.assigned_to, i.escalated_at, i.closed_at
              from investigation i join customer u on u.id = i.customer_id
            """;
    private static final String LINKS = """
            with here as (
                select r.device, r.ip, p.merchant, case when p.kind = 'TRANSFER' then p.creditor_account_id end as creditor
                  from review_case r join payment p on p.id = r.payment_id where r.investigation_id = :id
            ), there as (
                select r.investigation_id, r.device, r.ip, p.merchant,
                       case when p.kind = 'TRANSFER' then p.creditor_account_id end as creditor
                  from review_case r join payment p on p.id = r.payment_id join investigation i on i.id = r.investigation_id
                 where r.opened_at > clock_timestamp() - interval '90 days'
                   and i.customer_id <> (select customer_id from investigation where id = :id)
            ), shared as (
                select investigation_id, 'device' as by, device as what from there
                 where device in (select device from here)
                union all
                select investigation_id, 'internet_address', ip from there where ip in (select ip from here)
                union all
                select investigation_id, 'merchant', merchant from there where merchant in (select merchant from here)
                union all
                select t.investigation_id, 'counterparty', a.number from there t join account a on a.id = t.creditor
                 where t.creditor in (select creditor from here)
            )
            select s.investigation_id, i.state, u.name, s.by, s.what, count(*) as cases
              from shared s join investigation i on i.id = s.investigation_id join customer u on u.id = i.customer_id
             group by 1, 2, 3, 4, 5 order by s.by, cases desc, 1 limit 30
            """;
    private static final RowMapper<Investigation> ROW = (row, n) -> new Investigation(
            row.getLong("id"),
            row.getLong("customer_id"),
            row.getString("name"),
            State.valueOf(row.getString("state")),
            row.getTimestamp("opened_at").toInstant(),
            row.getTimestamp("due_at").toInstant(),
            row.getString("assigned_to"),
            time(row, "escalated_at"),
            time(row, "closed_at"));

    private final JdbcClient jdbc;

    InvestigationSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column) == null
                ? null
                : row.getTimestamp(column).toInstant();
    }

    public Optional<Investigation> find(long id) {
        return jdbc.sql(COLUMNS + "where i.id = :id").param("id", id).query(ROW).optional();
    }

    /** The one that a case belongs to; empty if it was not gathered. */
    public Optional<Investigation> ofCase(long caseId) {
        return jdbc.sql(COLUMNS + "where i.id = (select investigation_id from review_case where id = :id)")
                .param("id", caseId)
                .query(ROW)
                .optional();
    }

    /**
     * Open ones, those escalated first, then by when they are due.
     *
     * @param assignedTo only those of this analyst; null: all
     */
    public List<Investigation> open(@Nullable String assignedTo, int offset, int limit) {
        return jdbc.sql(COLUMNS + """
                         where i.state = 'OPEN' and (cast(:analyst as text) is null or i.assigned_to = :analyst)
                         order by i.escalated_at is null, i.due_at, i.id offset :offset limit :limit
                        """)
                .param("analyst", assignedTo)
                .param("offset", offset)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /** Closed ones, the newest first. */
    public List<Investigation> closed(int offset, int limit) {
        return jdbc.sql(COLUMNS + "where i.state = 'CLOSED' order by i.closed_at desc offset :offset limit :limit")
                .param("offset", offset)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /** Its cases, oldest first. */
    public List<Gathered> cases(long id) {
        return jdbc.sql("""
                        select id, payment_id, state, opened_at, device, proposed_state, proposed_by, decided_by
                          from review_case where investigation_id = :id order by id
                        """)
                .param("id", id)
                .query((row, n) -> new Gathered(
                        row.getLong("id"),
                        row.getObject("payment_id", UUID.class),
                        row.getString("state"),
                        row.getTimestamp("opened_at").toInstant(),
                        row.getString("device"),
                        row.getString("proposed_state"),
                        row.getString("proposed_by"),
                        row.getString("decided_by")))
                .list();
    }

    /** What was done, newest first. */
    public List<Step> steps(long id) {
        return jdbc.sql("""
                        select case_id, action, taken_by, taken_at, note from investigation_step
                         where investigation_id = :id order by id desc
                        """)
                .param("id", id)
                .query((row, n) -> new Step(
                        row.getObject("case_id", Long.class),
                        Action.valueOf(row.getString("action")),
                        row.getString("taken_by"),
                        row.getTimestamp("taken_at").toInstant(),
                        row.getString("note")))
                .list();
    }

    /** Other customers whose cases of the last 90 days share a device, an internet address, a merchant or a counterparty with these. */
    public List<Link> links(long id) {
        return jdbc.sql(LINKS)
                .param("id", id)
                .query((row, n) -> new Link(
                        row.getLong("investigation_id"),
                        State.valueOf(row.getString("state")),
                        row.getString("name"),
                        row.getString("by"),
                        row.getString("what"),
                        row.getInt("cases")))
                .list();
    }
}
