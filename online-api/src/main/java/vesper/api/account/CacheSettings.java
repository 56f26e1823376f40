package vesper.api.account;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Accounts that are kept for who takes answers of some age, prefix {@code vesper.api.cache}.
 *
 * @param redis where, {@code redis://host:6379}; null: none are kept, and every answer is from the books
 * @param kept how long: no answer is older
 */
@ConfigurationProperties("vesper.api.cache")
record CacheSettings(
        @Nullable URI redis, @DefaultValue("10s") Duration kept) {
    CacheSettings {
        if (kept.isNegative() || kept.isZero()) {
            throw new IllegalArgumentException("vesper.api.cache.kept must be positive");
        }
    }
}
