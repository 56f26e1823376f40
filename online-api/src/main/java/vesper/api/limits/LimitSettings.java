package vesper.api.limits;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the online API, prefix {@code vesper.api.limits}.
 *
 * @param address requests of one address to all of the API, whoever sends them
 * @param client requests of one client
 * @param token requests of one address for tokens: each costs more, and guessing starts here
 * @param routes requests of one client to what begins with a path, beside the others; the longest path that fits counts
 * @param maxConcurrent requests that are worked on at once; more are answered with 503 at once. Fewer than the server's threads
 * @param redis where buckets are kept if several processes count together, {@code redis://host:6379}; null: in memory
 * @param allowedOrigins web pages that may call the API from a browser; empty: none
 */
@ConfigurationProperties("vesper.api.limits")
public record LimitSettings(
        @DefaultValue("200:1000") Rate address,
        @DefaultValue("1000:2000") Rate client,
        @DefaultValue("5:30") Rate token,
        @DefaultValue Map<String, Rate> routes,
        @DefaultValue("100") int maxConcurrent,
        @Nullable URI redis,
        @DefaultValue List<String> allowedOrigins) {

    public LimitSettings {
        routes = Map.copyOf(routes);
        allowedOrigins = List.copyOf(allowedOrigins);
        if (maxConcurrent < 1) {
            throw new IllegalArgumentException("vesper.api.limits.max-concurrent must be positive");
        }
        if (allowedOrigins.contains("*")) {
            throw new IllegalArgumentException("vesper.api.limits.allowed-origins must name each origin");
        }
    }
}
