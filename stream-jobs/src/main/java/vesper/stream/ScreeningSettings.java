package vesper.stream;

import java.io.Serializable;
import java.time.Duration;
import vesper.bank.event.KafkaServers;

/**
 * How the screening job runs.
 *
 * @param kafka where the topics are
 * @param group consumer group whose committed offsets say how far the job is
 * @param parallelism subtasks of every operator, 1 to 128
 * @param checkpointInterval time between checkpoints: what a restart works off again
 * @param cardMemory how long a card's or a customer's history is kept after its last payment
 * @param merchantMemory how long a merchant's, a device's or an internet address's history is kept after its last payment
 */
public record ScreeningSettings(
        KafkaServers kafka,
        String group,
        int parallelism,
        Duration checkpointInterval,
        Duration cardMemory,
        Duration merchantMemory)
        implements Serializable {
    public ScreeningSettings {
        StreamSettings.requireText("group", group);
        StreamSettings.requireParallelism(parallelism);
        StreamSettings.requireAtLeast("checkpointInterval", checkpointInterval, Duration.ofMillis(10));
        StreamSettings.requireAtLeast("cardMemory", cardMemory, Duration.ofDays(2));
        StreamSettings.requireAtLeast("merchantMemory", merchantMemory, Duration.ofDays(2));
    }

    public static ScreeningSettings of(String bootstrapServers) {
        return of(KafkaServers.plain(bootstrapServers));
    }

    public static ScreeningSettings of(KafkaServers kafka) {
        return new ScreeningSettings(
                kafka, "screening", 1, Duration.ofSeconds(1), Duration.ofDays(400), Duration.ofDays(90));
    }

    public ScreeningSettings withCheckpointInterval(Duration interval) {
        return new ScreeningSettings(kafka, group, parallelism, interval, cardMemory, merchantMemory);
    }

    public ScreeningSettings withParallelism(int subtasks) {
        return new ScreeningSettings(kafka, group, subtasks, checkpointInterval, cardMemory, merchantMemory);
    }
}
