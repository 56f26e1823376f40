package vesper.api.identity;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers what a client has signed, so that whoever overhears it cannot send it again: in the database, for all processes. */
final class UsedOnce {
    private final JdbcClient jdbc;

    UsedOnce(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether it was not taken before.
     *
     * @param id names what was signed, among all that the client signs
     * @param expires when it would be refused in any case
     */
    boolean take(String client, String id, Instant expires) {
        jdbc.sql("delete from used_once where expires_at < now()").update();
        return jdbc.sql(
                                "insert into used_once (client, id, expires_at) values (:client, :id, :expires) on conflict do nothing")
                        .param("client", client)
                        .param("id", id)
                        .param(
                                "expires",
                                OffsetDateTime.ofInstant(expires, ZoneOffset.UTC),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }
}
