package vesper.api.signin;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Ids;

/** What customers have signed in to, from which device, for twelve hours at most. Ending a session ends its tokens within two seconds. */
public final class Sessions {
    private static final Duration NOTICED_AFTER = Duration.ofSeconds(2);
    private static final int KEPT = 50_000;
    private static final int LISTED = 100;
    private static final String COLUMNS = """
            select s.id, s.login_id, l.customer_id, s.started_at, s.address, s.device
              from customer_session s join customer_login l on l.id = s.login_id
             where s.ended_at is null and l.enabled and s.started_at > clock_timestamp() - interval '12 hours'
            """;
    private static final RowMapper<Session> ROW = (row, n) -> new Session(
            row.getObject("id", UUID.class),
            row.getObject("login_id", UUID.class),
            row.getLong("customer_id"),
            row.getTimestamp("started_at").toInstant(),
            row.getString("address"),
            row.getString("device"));

    private final JdbcClient jdbc;
    private final LoadingCache<UUID, Optional<Session>> lately;

    public Sessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
        lately = Caffeine.newBuilder()
                .maximumSize(KEPT)
                .expireAfterWrite(NOTICED_AFTER)
                .build(this::find);
    }

    /**
     * A sign-in that has not ended.
     *
     * @param loginId the subject of its tokens
     */
    public record Session(UUID id, UUID loginId, long customerId, Instant startedAt, String address, String device) {}

    Session start(UUID loginId, String address, String device) {
        UUID id = Ids.next();
        jdbc.sql("insert into customer_session (id, login_id, address, device) values (:id, :login, :address, :device)")
                .param("id", id)
                .param("login", loginId)
                .param("address", address)
                .param("device", device)
                .update();
        return find(id).orElseThrow();
    }

    /** The session, if it has not ended, as it was two seconds ago at most. */
    public Optional<Session> active(UUID id) {
        return lately.get(id);
    }

    /** Those of a login that have not ended, newest first. */
    public List<Session> of(UUID loginId) {
        return jdbc.sql(COLUMNS + " and s.login_id = :login order by s.started_at desc limit " + LISTED)
                .param("login", loginId)
                .query(ROW)
                .list();
    }

    /** Ends a session of the login's; false if it has none with this id that had not ended. */
    public boolean end(UUID id, UUID loginId) {
        boolean ended = jdbc.sql("""
                                update customer_session set ended_at = clock_timestamp()
                                 where id = :id and login_id = :login and ended_at is null
                                """).param("id", id).param("login", loginId).update() == 1;
        lately.invalidate(id);
        return ended;
    }

    /** Ends all sessions of a login; part of the surrounding transaction. */
    void endAll(UUID loginId) {
        jdbc.sql("""
                        update customer_session set ended_at = clock_timestamp() where login_id = :login and ended_at is null
                        returning id
                        """).param("login", loginId).query(UUID.class).list().forEach(lately::invalidate);
    }

    private Optional<Session> find(UUID id) {
        return jdbc.sql(COLUMNS + " and s.id = :id").param("id", id).query(ROW).optional();
    }
}
