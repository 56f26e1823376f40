package vesper.api.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.time.Duration;

/**
 * Clients for what a request must not wait for: a command is refused at once while Redis is away, and given up after
 * {@link #LONGEST_WAIT}.
 */
public final class RedisClients {
    /** How long a command may take. */
    public static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private RedisClients() {}

    /** A client that is not connected yet. */
    public static RedisClient impatient(URI redis) {
        RedisURI address = RedisURI.create(redis);
        address.setTimeout(LONGEST_WAIT);
        RedisClient client = RedisClient.create(address);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        return client;
    }

    /** Ends a client with what it has connected. */
    public static void close(RedisClient client) {
        client.shutdown(Duration.ZERO, LONGEST_WAIT);
    }
}
