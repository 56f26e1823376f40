package vesper.stream.outbox;

import java.time.Duration;
import vesper.bank.event.KafkaServers;

/**
 * How the relay runs.
 *
 * @param kafka where the topics are
 * @param rowsPerTurn outbox rows that are taken together, 1 to 10,000; a row holds the messages of one transaction
 * @param shortestPoll time to the next look at an outbox that has just become empty; doubles with every look in vain
 * @param longestPoll time between looks at an outbox that stays empty
 * @param longestPause longest time between attempts while the database or Kafka is away
 */
public record OutboxRelaySettings(
        KafkaServers kafka, int rowsPerTurn, Duration shortestPoll, Duration longestPoll, Duration longestPause) {
    public OutboxRelaySettings {
        if (rowsPerTurn < 1 || rowsPerTurn > 10_000) {
            throw new IllegalArgumentException("rowsPerTurn is " + rowsPerTurn + ", not within 1 to 10000");
        }
        if (shortestPoll.toMillis() < 1 || longestPoll.compareTo(shortestPoll) < 0) {
            throw new IllegalArgumentException("polls every " + shortestPoll + " to " + longestPoll);
        }
        if (longestPause.toMillis() < OutboxRelay.FIRST_PAUSE_MS) {
            throw new IllegalArgumentException("pauses at most " + longestPause);
        }
    }

    public static OutboxRelaySettings of(String bootstrapServers) {
        return of(KafkaServers.plain(bootstrapServers));
    }

    public static OutboxRelaySettings of(KafkaServers kafka) {
        return new OutboxRelaySettings(kafka, 100, Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofSeconds(5));
    }
}
