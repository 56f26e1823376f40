package vesper.api.limits;

import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * How often something may be done: {@code burst} times at once, and {@code perSecond} times a second in the long run. Written
 * {@code 100:400} in settings.
 *
 * @param perSecond 1 to 1,000,000
 * @param burst at least {@code perSecond}, at most 10,000,000
 */
public record Rate(int perSecond, int burst) {
    public Rate {
        if (perSecond < 1 || perSecond > 1_000_000 || burst < perSecond || burst > 10_000_000) {
            throw new IllegalArgumentException(
                    "a rate is PER_SECOND:BURST, the first from 1 to 1000000 and the second no smaller");
        }
    }

    /** Reads {@code 100:400}. */
    public static Rate valueOf(String text) {
        int colon = text.indexOf(':');
        try {
            return new Rate(
                    Integer.parseInt(text.substring(0, Math.max(colon, 0)).strip()),
                    Integer.parseInt(text.substring(colon + 1).strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a rate is written PER_SECOND:BURST, such as 100:400", e);
        }
    }

    /** How long an empty bucket takes to be full again, in whole seconds, at least one. */
    int windowSeconds() {
        return Math.floorDiv(burst + perSecond - 1, perSecond);
    }

    BucketConfiguration bucket() {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
