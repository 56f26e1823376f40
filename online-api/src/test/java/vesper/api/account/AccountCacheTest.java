package vesper.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.embedded.RedisServer;
import vesper.bank.TestBank;
import vesper.bank.TestPorts;
import vesper.bank.account.Account;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountCacheTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestBank testBank = new TestBank();
    private Account account;
    private Runnable whileReading = () -> {};
    private long nowMs = 1_000_000;
    private RedisServer redis;
    private AccountCache cache;

    /** Is asked just before the books are read. */
    private final class TestClock extends Clock {
        @Override
        public long millis() {
            whileReading.run();
            return nowMs;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(nowMs);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() throws IOException {
        int port = TestPorts.free();
        redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
        redis.start();
        cache = new AccountCache(testBank.bank(), URI.create("redis://127.0.0.1:" + port), HOUR, new TestClock());
        await().until(cache::connect);
        account = testBank.current(100_00);
        // Its id is known from now on.
        read(HOUR);
    }

    @AfterEach
    void stop() throws IOException {
        cache.close();
        redis.stop();
    }

    @AfterAll
    void close() {
        testBank.close();
    }

    private long read(Duration maxAge) {
        return cache.find(account.number(), maxAge).orElseThrow().account().balanceMinor();
    }

    @Test
    void accountIsReadAsItWasKeptUntilItIsForgotten() {
        assertThat(read(HOUR)).isEqualTo(100_00);
        testBank.payOut(account);
        assertThat(read(HOUR)).isEqualTo(100_00);

        assertThat(cache.forget(List.of(account.id()))).isTrue();

        assertThat(read(HOUR)).isZero();
        assertThat(cache.find("GB00NONE", HOUR)).isEmpty();
    }

    @Test
    void whatIsOlderThanTheCallerTakesIsReadAnew() {
        read(HOUR);
        testBank.payOut(account);
        nowMs += 2_000;

        assertThat(read(Duration.ofSeconds(2))).isEqualTo(100_00);
        assertThat(read(Duration.ofSeconds(1))).isZero();
        assertThat(read(HOUR)).as("for all").isZero();
    }

    @Test
    void whatWasReadWhileABookingWasHeardIsNotKept() {
        whileReading = () -> {
            whileReading = () -> {};
            cache.forget(List.of(account.id()));
        };
        assertThat(read(HOUR)).isEqualTo(100_00);
        testBank.payOut(account);

        assertThat(read(HOUR)).isZero();
    }

    @Test
    void booksAnswerWhileRedisIsAway() throws IOException {
        read(HOUR);
        redis.stop();
        testBank.payOut(account);

        assertThat(read(HOUR)).isZero();
        assertThat(cache.forget(List.of(account.id()))).isFalse();
    }
}
