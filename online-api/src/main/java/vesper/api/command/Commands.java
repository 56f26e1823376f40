package vesper.api.command;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.ApiSettings;
import vesper.api.caller.Caller;
import vesper.api.field.IdempotencyKey;
import vesper.api.field.KeyedDigest;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;

/**
 * Carries out commands under {@code Idempotency-Key}, as the IETF's draft-ietf-httpapi-idempotency-key-header has it: the same key
 * with the same request gets the answer of the first time, with another request it is refused; while the first is running, so is
 * every other; after a day the key is free. Command and answer are one database transaction. A command that is refused leaves
 * its key free.
 */
@Component
public final class Commands {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Keeps the locks of keys apart from other advisory locks. */
    private static final long LOCKS = 122;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final KeyedDigest digest;

    Commands(Bank bank, ApiSettings settings) {
        jdbc = bank.jdbc();
        transaction = bank.transaction();
        digest = new KeyedDigest(settings.requestHashKeyBytes());
    }

    /**
     * What a command is answered with.
     *
     * @param location where what it made is; null if it made nothing
     */
    public record Done(int status, @Nullable String location, Object body) {}

    private record Kept(
            byte[] requestHash, int status, @Nullable String location, String body) {}

    /** Carries the command out, or answers as it did before; without a key, each time anew. */
    public ResponseEntity<byte[]> once(HttpServletRequest request, Caller caller, Object body, Supplier<Done> command) {
        String key = IdempotencyKey.of(request);
        if (key == null) {
            return answer(
                    Objects.requireNonNull(transaction.execute(status -> kept(new byte[0], command.get()))), false);
        }
        byte[] hash = hash(request.getMethod() + ' ' + request.getRequestURI() + '\n' + JSON.writeValueAsString(body));
        Kept answered = find(caller.name(), key);
        if (answered != null) {
            return again(answered, hash);
        }
        try {
            return answer(
                    Objects.requireNonNull(transaction.execute(status -> carryOut(caller, key, hash, command))), false);
        } catch (DuplicateKeyException e) {
            Kept before = find(caller.name(), key);
            if (before == null) {
                throw e;
            }
            return again(before, hash);
        }
    }

    private static ResponseEntity<byte[]> again(Kept before, byte[] hash) {
        if (!MessageDigest.isEqual(before.requestHash(), hash)) {
            throw new ProblemException(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used for another request; choose a new one.");
        }
        return answer(before, true);
    }

    /** Claims the key first, until the end of the transaction: a second request with it is told so, and does not wait. */
    private Kept carryOut(Caller caller, String key, byte[] hash, Supplier<Done> command) {
        if (!jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:caller || chr(10) || :key, :space))")
                .param("caller", caller.name())
                .param("key", key)
                .param("space", LOCKS)
                .query(Boolean.class)
                .single()) {
            throw ProblemException.retryLater(
                    ProblemCode.IDEMPOTENCY_KEY_IN_USE, "Send the same request again to learn what came of it.", 1);
        }
        jdbc.sql(
                        "delete from answered_command where caller = :caller and key = :key and answered_at < now() - interval '1 day'")
                .param("caller", caller.name())
                .param("key", key)
                .update();
        jdbc.sql("""
                        insert into answered_command (caller, key, request_hash, status, body)
                        values (:caller, :key, :hash, 0, '')
                        """)
                .param("caller", caller.name())
                .param("key", key)
                .param("hash", hash)
                .update();
        Kept done = kept(hash, command.get());
        jdbc.sql("""
                        update answered_command set status = :status, location = :location, body = :body
                         where caller = :caller and key = :key
                        """)
                .param("status", done.status())
                .param("location", done.location())
                .param("body", done.body())
                .param("caller", caller.name())
                .param("key", key)
                .update();
        return done;
    }

    private static Kept kept(byte[] hash, Done done) {
        return new Kept(hash, done.status(), done.location(), JSON.writeValueAsString(done.body()));
    }

    private @Nullable Kept find(String caller, String key) {
        return jdbc.sql("""
                        select request_hash, status, location, body from answered_command
                         where caller = :caller and key = :key and answered_at >= now() - interval '1 day'
                        """)
                .param("caller", caller)
                .param("key", key)
                .query((row, n) -> new Kept(
                        row.getBytes("request_hash"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("body")))
                .optional()
                .orElse(null);
    }

    private static ResponseEntity<byte[]> answer(Kept kept, boolean repeated) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(kept.status()).contentType(MediaType.APPLICATION_JSON);
        if (kept.location() != null) {
            answer.header("Location", kept.location());
        }
        if (repeated) {
            answer.header("Idempotent-Replayed", "true");
        }
        // Bytes: of a text the framework would log the beginning.
        return answer.body(kept.body().getBytes(StandardCharsets.UTF_8));
    }

    private byte[] hash(String request) {
        return digest.start().doFinal(request.getBytes(StandardCharsets.UTF_8));
    }
}
