package vesper.api.limits;

import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.api.redis.RedisClients;

/**
 * Buckets in Redis, shared by all processes that use it. While Redis cannot be reached each process counts for itself: a limit
 * that is too wide for a while harms less than a bank that does not answer.
 */
final class RedisBuckets implements Buckets, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisBuckets.class);
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final LocalBuckets local = new LocalBuckets();
    private final AtomicBoolean reachable = new AtomicBoolean(true);
    private final RedisClient client;
    private volatile @Nullable ProxyManager<byte[]> shared;

    RedisBuckets(URI redis) {
        client = RedisClients.impatient(redis);
    }

    @Override
    public ConsumptionProbe take(Policy policy, String caller) {
        byte[] key = ("vesper:limit:" + policy.name() + ':' + caller).getBytes(StandardCharsets.UTF_8);
        try {
            ConsumptionProbe probe =
                    shared().getProxy(key, policy.rate()::bucket).tryConsumeAndReturnRemaining(1);
            if (reachable.compareAndSet(false, true)) {
                LOG.info("limits are counted in Redis again");
            }
            return probe;
        } catch (RuntimeException e) {
            if (reachable.compareAndSet(true, false)) {
                LOG.warn("Redis cannot be reached, this process counts limits for itself: {}", e.toString());
            }
            return local.take(policy, caller);
        }
    }

    /** Connects on first use, so that the bank starts without Redis. */
    private ProxyManager<byte[]> shared() {
        ProxyManager<byte[]> known = shared;
        if (known == null) {
            synchronized (this) {
                known = shared;
                if (known == null) {
                    known = Bucket4jLettuce.casBasedBuilder(client)
                            .expirationAfterWrite(
                                    ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
                            .requestTimeout(RedisClients.LONGEST_WAIT)
                            .build();
                    shared = known;
                }
            }
        }
        return known;
    }

    @Override
    public void close() {
        RedisClients.close(client);
    }
}
