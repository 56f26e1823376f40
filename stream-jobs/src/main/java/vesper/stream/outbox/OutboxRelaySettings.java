package vesper.stream.outbox;

import java.time.Duration;

/**
 * How the relay runs.
 *
 * @param bootstrapServers Kafka, {@code host:port,...}
 * @param rowsPerTurn outbox rows that are taken together, 1 to 10,000; a row holds the messages of one transaction
 * @param pollInterval how often an empty outbox is looked at
 * @param longestPause longest time between attempts while the database or Kafka is away
 */
public record OutboxRelaySettings(
        String bootstrapServers, int rowsPerTurn, Duration pollInterval, Duration longestPause) {
    public OutboxRelaySettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers is blank");
        }
        if (rowsPerTurn < 1 || rowsPerTurn > 10_000) {
            throw new IllegalArgumentException("rowsPerTurn is " + rowsPerTurn + ", not within 1 to 10000");
        }
        if (pollInterval.toMillis() < 1 || longestPause.compareTo(pollInterval) < 0) {
            throw new IllegalArgumentException("poll every " + pollInterval + ", pause at most " + longestPause);
        }
    }

    public static OutboxRelaySettings of(String bootstrapServers) {
        return new OutboxRelaySettings(bootstrapServers, 100, Duration.ofMillis(5), Duration.ofSeconds(5));
    }
}
