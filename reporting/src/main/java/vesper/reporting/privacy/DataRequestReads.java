package vesper.reporting.privacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.reporting.privacy.DataRequest.State;
import vesper.reporting.privacy.DataRequest.Step;

/** Reads data requests and what was done with them. */
final class DataRequestReads {
    private static final String READ = """
            select r.id, r.customer_id, c.name, r.received_on, r.due_on, r.state, r.items,
                   coalesce(l.wrong_tries, 0) as wrong_tries, l.link_ends_at
              from data_request r join customer c on c.id = r.customer_id
              cross join lateral (
                  select max(ends_at) as link_ends_at, max(wrong_tries) as wrong_tries from one_time_link
                   where purpose = 'DATA_REQUEST' and target = r.id::text) l
            """;

    private final JdbcClient jdbc;

    DataRequestReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest requests. */
    List<DataRequest> newest(int limit) {
        return jdbc.sql(READ + " order by r.id desc limit :limit")
                .param("limit", limit)
                .query((row, n) -> request(row))
                .list();
    }

    /** The newest requests of a customer. */
    List<DataRequest> ofCustomer(long customerId, int limit) {
        return jdbc.sql(READ + " where r.customer_id = :customer order by r.id desc limit :limit")
                .param("customer", customerId)
                .param("limit", limit)
                .query((row, n) -> request(row))
                .list();
    }

    Optional<DataRequest> find(long id) {
        return jdbc.sql(READ + " where r.id = :id")
                .param("id", id)
                .query((row, n) -> request(row))
                .optional();
    }

    /** What was done with a request, oldest first. */
    List<Step> steps(long id) {
        return jdbc.sql("select at, step, taken_by from data_request_step where request_id = :id order by id")
                .param("id", id)
                .query((row, n) ->
                        new Step(row.getTimestamp("at").toInstant(), row.getString("step"), row.getString("taken_by")))
                .list();
    }

    private static DataRequest request(ResultSet row) throws SQLException {
        return new DataRequest(
                row.getLong("id"),
                row.getLong("customer_id"),
                row.getString("name"),
                row.getObject("received_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class),
                State.valueOf(row.getString("state")),
                row.getObject("items", Long.class),
                instant(row.getTimestamp("link_ends_at")),
                row.getInt("wrong_tries"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
