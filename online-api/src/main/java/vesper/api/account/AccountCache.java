package vesper.api.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.redis.RedisClients;
import vesper.bank.Bank;
import vesper.bank.account.Account;

/**
 * Accounts as they were moments ago, in Redis, for callers who take such answers; all others, and all while Redis cannot be reached, are
 * answered from the books. An account leaves the cache when it is heard that something was booked on it: what is read from then on has
 * it.
 *
 * <p>That holds while one reads and another books: who reads the books puts a mark in the account's place first, and what it read only in
 * the place of its own mark. Whatever was forgotten in between took the mark away.
 */
final class AccountCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccountCache.class);
    private static final Duration READ_WITHIN = Duration.ofSeconds(2);
    private static final int NUMBERS = 50_000;
    private static final String KEY = "vesper:account:";
    private static final String READING = "reading ";
    /** Puts a value where another is; the empty text is nothing. */
    private static final String EXCHANGE = """
            if (redis.call('get', KEYS[1]) or '') ~= ARGV[1] then return 0 end
            redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3])
            return 1
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Bank bank;
    private final Duration kept;
    private final Clock clock;
    private final RedisClient client;
    private final AtomicBoolean reachable = new AtomicBoolean(true);
    /** Ids by number, which never change: events name accounts by id. */
    private final Cache<String, Long> ids =
            Caffeine.newBuilder().maximumSize(NUMBERS).build();

    private volatile @Nullable RedisCommands<String, String> redis;

    AccountCache(Bank bank, URI redis, Duration kept, Clock clock) {
        this.bank = bank;
        this.kept = kept;
        this.clock = clock;
        client = RedisClients.impatient(redis);
    }

    /**
     * An account as it was read.
     *
     * @param readAtMs milliseconds since 1970
     */
    record Kept(Account account, @Nullable String nickname, long readAtMs) {
        /** From the books. */
        static Optional<Kept> read(Bank bank, String number, long nowMs) {
            return bank.accounts()
                    .byNumber(number)
                    .map(account -> new Kept(
                            account, bank.nicknames().find(account.id()).orElse(null), nowMs));
        }

        /** Without its contents: they are personal. */
        @Override
        public String toString() {
            return "Kept";
        }
    }

    /** Connects, if it is not connected; until then the books are read. False if Redis does not answer. */
    boolean connect() {
        if (redis == null) {
            try {
                redis = client.connect().sync();
            } catch (RedisException e) {
                unreachable(e);
                return false;
            }
        }
        return true;
    }

    /**
     * The account of this number, at most so old, and never older than accounts are kept.
     *
     * @param number as the books have it
     */
    Optional<Kept> find(String number, Duration maxAge) {
        RedisCommands<String, String> connected = redis;
        Long id = ids.getIfPresent(number);
        if (connected == null || id == null) {
            Optional<Kept> read = books(number);
            read.ifPresent(found -> ids.put(number, found.account().id()));
            return read;
        }
        try {
            Optional<Kept> read = find(connected, KEY + id, number, maxAge);
            if (reachable.compareAndSet(false, true)) {
                LOG.info("accounts are kept in Redis again");
            }
            return read;
        } catch (RedisException e) {
            unreachable(e);
            return books(number);
        }
    }

    private Optional<Kept> find(RedisCommands<String, String> connected, String key, String number, Duration maxAge) {
        String there = Objects.requireNonNullElse(connected.get(key), "");
        Optional<Kept> known =
                parsed(there).filter(account -> clock.millis() - account.readAtMs() <= maxAge.toMillis());
        if (known.isPresent() || there.startsWith(READING)) {
            return known.or(() -> books(number));
        }
        String mark = READING + UUID.randomUUID();
        boolean marked = exchange(connected, key, there, mark, READ_WITHIN);
        Optional<Kept> read = books(number);
        if (marked && read.isPresent()) {
            exchange(connected, key, mark, JSON.writeValueAsString(read.get()), kept);
        }
        return read;
    }

    private static boolean exchange(
            RedisCommands<String, String> connected, String key, String there, String value, Duration kept) {
        Long done = connected.eval(
                EXCHANGE, ScriptOutputType.INTEGER, new String[] {key}, there, value, Long.toString(kept.toMillis()));
        return done != null && done == 1;
    }

    /** Empty for nothing, a mark, and what another release wrote in another form. */
    private static Optional<Kept> parsed(String there) {
        if (!there.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(there, Kept.class));
        } catch (JacksonException e) {
            LOG.debug("an account of another form is kept", e);
            return Optional.empty();
        }
    }

    private Optional<Kept> books(String number) {
        return Kept.read(bank, number, clock.millis());
    }

    /** Forgets accounts, by id, wherever they were kept; false if Redis cannot be reached, so that some may be there still. */
    boolean forget(Collection<Long> accounts) {
        RedisCommands<String, String> connected = redis;
        if (connected == null) {
            return false;
        }
        try {
            connected.del(accounts.stream().map(id -> KEY + id).toArray(String[]::new));
            return true;
        } catch (RedisException e) {
            unreachable(e);
            return false;
        }
    }

    /** How long what is kept stays. */
    Duration kept() {
        return kept;
    }

    private void unreachable(RedisException e) {
        if (reachable.compareAndSet(true, false)) {
            LOG.warn("Redis cannot be reached, accounts are read from the books: {}", e.toString());
        }
    }

    @Override
    public void close() {
        RedisClients.close(client);
    }
}
