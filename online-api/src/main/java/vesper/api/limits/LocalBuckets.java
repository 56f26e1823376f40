package vesper.api.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;

/** Buckets in this process, the last 100,000 used. One that nobody used for an hour is full, so it is forgotten. */
final class LocalBuckets implements Buckets {
    private static final int KEPT = 100_000;

    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(KEPT)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    @Override
    public ConsumptionProbe take(Policy policy, String caller) {
        return buckets.get(policy.name() + ' ' + caller, any -> full(policy.rate()))
                .tryConsumeAndReturnRemaining(1);
    }

    private static Bucket full(Rate rate) {
        LocalBucketBuilder builder = Bucket.builder();
        for (var limit : rate.bucket().getBandwidths()) {
            builder.addLimit(limit);
        }
        return builder.build();
    }
}
