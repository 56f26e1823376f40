package vesper.api.sentcode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.api.field.KeyedDigest;
import vesper.bank.Ids;

/**
 * Codes on their way, in table {@code sent_code}. A code is good where it was asked for only: whoever types it must also have the id that
 * it was sent under, which stays on the server (ASVS 6.6.2). Six digits could be tried all, so only a keyed hash is kept.
 */
public final class SentCodes {
    static final Duration LIFE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(SentCodes.class);
    private static final int TRIES = 5;
    private static final int CODES = 1_000_000;
    private static final List<Pace> OF_LOGIN =
            List.of(new Pace(1, Duration.ofSeconds(30)), new Pace(5, Duration.ofHours(1)));
    private static final Pace OF_CONTACT = new Pace(10, Duration.ofDays(1));
    /** Threads that wait for servers of others at a time. */
    private static final int AT_ONCE = 8;

    private final SecureRandom random = new SecureRandom();
    private final Semaphore sending = new Semaphore(AT_ONCE);
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final KeyedDigest digest;
    private final Map<CodeChannel, CodeSender> senders;

    public SentCodes(
            JdbcClient jdbc, TransactionTemplate transaction, KeyedDigest digest, Collection<CodeSender> senders) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.digest = digest;
        this.senders = senders.stream().collect(Collectors.toMap(CodeSender::channel, Function.identity()));
    }

    /** What a code is good for; one that was sent for something is good for nothing else. */
    public enum Purpose {
        SIGN_IN("to sign in"),
        CONTACT("to confirm that messages reach you here");

        private final String words;

        Purpose(String words) {
            this.words = words;
        }
    }

    /**
     * What came of sending a code.
     *
     * @param code the id under which it can be taken; empty if none went out
     * @param waitFor how long to wait before asking again; zero if no server took it
     */
    public record Sending(Optional<UUID> code, Duration waitFor) {}

    /** Whether codes can go out by this way. */
    public boolean offers(CodeChannel channel) {
        return senders.containsKey(channel);
    }

    /** Draws a code and hands it to a server, unless too many went out lately to this login or this contact. */
    public Sending send(UUID login, Contact to, Purpose purpose) {
        CodeSender sender = senders.get(to.channel());
        if (sender == null) {
            return new Sending(Optional.empty(), Duration.ZERO);
        }
        String code = "%06d".formatted(random.nextInt(CODES));
        Sending kept = keep(login, to, purpose, code);
        String text =
                "%s is your code %s. It is good for five minutes, on the page where you asked for it. The bank never asks you for it."
                        .formatted(code, purpose.words);
        return kept.code().isEmpty() || handOver(sender, to, "Your code", text)
                ? kept
                : new Sending(Optional.empty(), Duration.ZERO);
    }

    /** Tells somebody something; that it does not arrive hinders nothing. */
    public void tell(Contact to, String subject, String text) {
        CodeSender sender = senders.get(to.channel());
        if (sender != null) {
            handOver(sender, to, subject, text);
        }
    }

    private boolean handOver(CodeSender sender, Contact to, String subject, String text) {
        if (!sending.tryAcquire()) {
            LOG.warn("too many messages are on their way by {}", to.channel());
            return false;
        }
        try {
            sender.send(to.contact(), subject, text);
            return true;
        } catch (IOException e) {
            LOG.warn("a message by {} was not sent: {}", to.channel(), e.getMessage());
            return false;
        } finally {
            sending.release();
        }
    }

    private Sending keep(UUID login, Contact to, Purpose purpose, String code) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("select id from customer_login where id = :login for update")
                    .param("login", login)
                    .query(UUID.class)
                    .single();
            Duration wait = waitFor(login, to);
            if (!wait.isZero()) {
                return new Sending(Optional.empty(), wait);
            }
            UUID id = Ids.next();
            jdbc.sql("""
                            insert into sent_code (id, login_id, purpose, channel, contact, code_hash)
                            values (:id, :login, :purpose, :channel, :contact, :hash)
                            """)
                    .param("id", id)
                    .param("login", login)
                    .param("purpose", purpose.name())
                    .param("channel", to.channel().name())
                    .param("contact", to.contact())
                    .param("hash", hash(id, code))
                    .update();
            return new Sending(Optional.of(id), Duration.ZERO);
        }));
    }

    private Duration waitFor(UUID login, Contact to) {
        List<Duration> ofLogin = ages("login_id = :sought", login);
        Duration longest = OF_CONTACT.waitFor(ages("contact = :sought", to.contact()));
        for (Pace pace : OF_LOGIN) {
            Duration wait = pace.waitFor(ofLogin);
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }
        return longest;
    }

    private List<Duration> ages(String whose, Object sought) {
        return jdbc
                .sql("""
                        select (extract(epoch from clock_timestamp() - sent_at) * 1000)::bigint from sent_code
                         where sent_at > clock_timestamp() - interval '1 day' and\s""" + whose + " order by sent_at desc limit 10")
                .param("sought", sought)
                .query(Long.class)
                .list()
                .stream()
                .map(Duration::ofMillis)
                .toList();
    }

    /**
     * Takes a code, once, whoever sends it at the same time; a wrong one uses up a try.
     *
     * @param id what {@link #send} gave for it
     * @return where it had gone
     */
    public Optional<Contact> take(UUID id, UUID login, Purpose purpose, String typed) {
        return jdbc.sql("""
                        update sent_code
                           set tries = tries + 1, taken_at = case when code_hash = :hash then clock_timestamp() end
                         where id = :id and login_id = :login and purpose = :purpose and taken_at is null and tries < :tries
                           and sent_at > clock_timestamp() - make_interval(secs => :life)
                        returning channel, contact, taken_at is not null as taken
                        """)
                .param("hash", hash(id, typed.strip().replace(" ", "")))
                .param("id", id)
                .param("login", login)
                .param("purpose", purpose.name())
                .param("tries", TRIES)
                .param("life", LIFE.toSeconds())
                .query((row, n) -> row.getBoolean("taken")
                        ? Optional.of(
                                new Contact(CodeChannel.valueOf(row.getString("channel")), row.getString("contact")))
                        : Optional.<Contact>empty())
                .optional()
                .flatMap(Function.identity());
    }

    private byte[] hash(UUID id, String code) {
        Mac mac = digest.start();
        mac.update(("sent code " + id + ' ').getBytes(StandardCharsets.US_ASCII));
        return mac.doFinal(code.getBytes(StandardCharsets.UTF_8));
    }
}
