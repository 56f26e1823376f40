package vesper.api.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Ids;

/**
 * Devices on which a customer gave the second factor and is asked for none for 30 days, in table {@code remembered_device}. A device has a
 * token of 256 random bits; the bank keeps its hash. What changes password or factors forgets them all.
 */
public final class RememberedDevices {
    static final int DAYS = 30;

    private static final int TOKEN_BYTES = 32;
    private static final int KEPT = 20;
    private static final String IN_TIME = " and since > clock_timestamp() - make_interval(days => " + DAYS + ")";

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;

    RememberedDevices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A device, as its owner sees it.
     *
     * @param since when the second factor was given on it
     */
    public record Device(UUID id, String device, String address, Instant since, Instant usedAt) {}

    /** Remembers a device, and gives its token; of more than 20 the oldest is forgotten. */
    String remember(UUID login, String address, String device) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql("""
                        delete from remembered_device where id in
                            (select id from remembered_device where login_id = :login order by since desc, id offset :kept)
                        """).param("login", login).param("kept", KEPT - 1).update();
        jdbc.sql("""
                        insert into remembered_device (id, login_id, token_hash, device, address)
                        values (:id, :login, :hash, :device, :address)
                        """)
                .param("id", Ids.next())
                .param("login", login)
                .param("hash", hash(token))
                .param("device", device)
                .param("address", address)
                .update();
        return token;
    }

    /** When the second factor was given on the device that has the token; empty if it is not one of the login's. */
    Optional<Instant> recognise(UUID login, String token) {
        return jdbc.sql("""
                        update remembered_device set used_at = clock_timestamp()
                         where login_id = :login and token_hash = :hash""" + IN_TIME + " returning since")
                .param("login", login)
                .param("hash", hash(token))
                .query((row, n) -> row.getTimestamp("since").toInstant())
                .optional();
    }

    /** Those of a login that still count, newest first. */
    public List<Device> of(UUID login) {
        return jdbc.sql("select id, device, address, since, used_at from remembered_device where login_id = :login"
                        + IN_TIME + " order by since desc, id")
                .param("login", login)
                .query((row, n) -> new Device(
                        row.getObject("id", UUID.class),
                        row.getString("device"),
                        row.getString("address"),
                        row.getTimestamp("since").toInstant(),
                        row.getTimestamp("used_at").toInstant()))
                .list();
    }

    /** Forgets a device of the login's; false if it has none with this id. */
    public boolean forget(UUID id, UUID login) {
        return jdbc.sql("delete from remembered_device where id = :id and login_id = :login")
                        .param("id", id)
                        .param("login", login)
                        .update()
                == 1;
    }

    /** Forgets all devices of a login; part of the surrounding transaction. */
    void forgetAll(UUID login) {
        jdbc.sql("delete from remembered_device where login_id = :login")
                .param("login", login)
                .update();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
