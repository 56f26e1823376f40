package vesper.api.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisServer;
import vesper.bank.TestPorts;

class BucketsTest {
    private static final Policy THREE = new Policy("client", new Rate(1, 3));

    /** So large that what comes back while a test runs does not matter. */
    private static final Policy HUNDRED = new Policy("client", new Rate(1, 100));

    @Test
    void bucketGivesItsBurstAndSaysWhenThereIsMore() {
        Buckets buckets = new LocalBuckets();

        for (int left = 2; left >= 0; left--) {
            var probe = buckets.take(THREE, "a");
            assertThat(probe.isConsumed()).isTrue();
            assertThat(probe.getRemainingTokens()).isEqualTo(left);
        }
        var refused = buckets.take(THREE, "a");
        assertThat(refused.isConsumed()).isFalse();
        assertThat(Policy.retryAfter(refused)).isEqualTo(1);
        assertThat(THREE.standing(refused)).isEqualTo("\"client\";r=0;t=3");
        assertThat(buckets.take(THREE, "b").isConsumed()).isTrue();
    }

    @Test
    void processesCountTogetherInRedisAndEachForItselfWithoutIt() throws IOException {
        int port = TestPorts.free();
        RedisServer redis =
                RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
        redis.start();
        URI address = URI.create("redis://127.0.0.1:" + port);
        try (RedisBuckets one = new RedisBuckets(address);
                RedisBuckets other = new RedisBuckets(address)) {
            // A process that Redis keeps waiting counts for itself meanwhile: a few of these may be such.
            int taken = 0;
            while ((taken % 2 == 0 ? one : other).take(HUNDRED, "a").isConsumed()) {
                taken++;
            }
            assertThat(taken).isBetween(100, 150);

            redis.stop();

            assertThat(one.take(HUNDRED, "b").getRemainingTokens()).isEqualTo(99);
            assertThat(other.take(HUNDRED, "b").getRemainingTokens()).isEqualTo(99);
        } finally {
            redis.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", ":5", "5:", "0:5", "6:5", "-1:5", "a:b", "1:2:3", "1000001:1000001"})
    void rateThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Rate.valueOf(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PER_SECOND:BURST");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2",
        "2001:db8:1:2:ffff:0:0:1, 2001:db8:1:2",
        "::1, ::1"
    })
    void networkOfASubscriberIsOneCaller(String address, String caller) {
        assertThat(AddressLimit.caller(address)).isEqualTo(caller);
    }
}
