package vesper.reporting.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Links that end after 24 hours, after five wrong secrets, or when what they lead to was handed out. Of a link's token only the hash
 * is kept. Methods that change a link want a transaction around them, with the link locked before what it leads to.
 */
public final class OneTimeLinks {
    /** How long a link lasts. */
    public static final Duration LASTS = Duration.ofHours(24);

    private static final int WRONG_TRIES = 5;
    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    public OneTimeLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a link leads to. */
    public enum Purpose {
        DATA_REQUEST,
        DOCUMENT
    }

    /**
     * A link that somebody came with.
     *
     * @param target id of what it leads to
     * @param ended whether its time is over
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared by value
    public record Link(byte[] tokenSha256, String target, int wrongTries, boolean ended) {}

    /**
     * Makes a link; others to the same stay as they are.
     *
     * @return what is put behind a page's address: 256 random bits, kept nowhere
     */
    public String make(Purpose purpose, String target, Instant now) {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql("""
                        insert into one_time_link (token_sha256, purpose, target, ends_at)
                        values (:hash, :purpose, :target, :end)
                        """)
                .param("hash", hash(token))
                .param("purpose", purpose.name())
                .param("target", target)
                .param("end", Timestamp.from(now.plus(LASTS)))
                .update();
        return token;
    }

    /** What a link leads to that has not ended. */
    public Optional<String> target(Purpose purpose, String token, Instant now) {
        return jdbc.sql("""
                        select target from one_time_link
                         where token_sha256 = :hash and purpose = :purpose and ends_at > :now
                        """)
                .param("hash", hash(token))
                .param("purpose", purpose.name())
                .param("now", Timestamp.from(now))
                .query(String.class)
                .optional();
    }

    /** Finds a link, ended or not, and locks it. */
    public Optional<Link> lock(Purpose purpose, String token, Instant now) {
        byte[] hash = hash(token);
        return jdbc.sql("""
                        select target, wrong_tries, ends_at <= :now as ended from one_time_link
                         where token_sha256 = :hash and purpose = :purpose for update
                        """)
                .param("hash", hash)
                .param("purpose", purpose.name())
                .param("now", Timestamp.from(now))
                .query((row, n) ->
                        new Link(hash, row.getString("target"), row.getInt("wrong_tries"), row.getBoolean("ended")))
                .optional();
    }

    /**
     * Counts a wrong secret; the fifth ends the link.
     *
     * @return how many tries are left
     */
    public int wrong(Link link) {
        int tries = link.wrongTries() + 1;
        if (tries < WRONG_TRIES) {
            jdbc.sql("update one_time_link set wrong_tries = wrong_tries + 1 where token_sha256 = :hash")
                    .param("hash", link.tokenSha256())
                    .update();
        } else {
            end(link);
        }
        return WRONG_TRIES - tries;
    }

    /** Ends a link; others to the same stay as they are. */
    public void end(Link link) {
        jdbc.sql("delete from one_time_link where token_sha256 = :hash")
                .param("hash", link.tokenSha256())
                .update();
    }

    /** Ends all links to a thing. */
    public void end(Purpose purpose, String target) {
        jdbc.sql("delete from one_time_link where purpose = :purpose and target = :target")
                .param("purpose", purpose.name())
                .param("target", target)
                .update();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
