package vesper.api.signin;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Ids;

/** What customers have signed in to, from which device, for twelve hours at most. Ending a session ends its tokens within two seconds. */
public final class Sessions {
    private static final Duration NOTICED_AFTER = Duration.ofSeconds(2);
    private static final int KEPT = 50_000;
    private static final int LISTED = 100;
    private static final String COLUMNS = """
            select s.id, s.login_id, l.customer_id, s.started_at, s.address, s.device,
                   coalesce(s.authenticated_at, s.started_at) as authenticated_at
              from customer_session s join customer_login l on l.id = s.login_id
             where s.ended_at is null and l.enabled and s.started_at > clock_timestamp() - interval '12 hours'
            """;
    private static final RowMapper<Session> ROW = (row, n) -> new Session(
            row.getObject("id", UUID.class),
            row.getObject("login_id", UUID.class),
            row.getLong("customer_id"),
            row.getTimestamp("started_at").toInstant(),
            row.getString("address"),
            row.getString("device"),
            row.getTimestamp("authenticated_at").toInstant());

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
     * @param authenticatedAt when all factors were given last: as it started, or before on a device that was remembered since
     */
    public record Session(
            UUID id,
            UUID loginId,
            long customerId,
            Instant startedAt,
            String address,
            String device,
            Instant authenticatedAt) {}

    Session start(UUID loginId, String address, String device) {
        return start(loginId, address, device, null);
    }

    /**
     * Begins a session.
     *
     * @param authenticatedAt when the second factor was given on the device; null: just now
     */
    Session start(UUID loginId, String address, String device, @Nullable Instant authenticatedAt) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into customer_session (id, login_id, address, device, authenticated_at)
                        values (:id, :login, :address, :device, :authenticated)
                        """)
                .param("id", id)
                .param("login", loginId)
                .param("address", address)
                .param("device", device)
                .param(
                        "authenticated",
                        authenticatedAt == null ? null : OffsetDateTime.ofInstant(authenticatedAt, ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
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
