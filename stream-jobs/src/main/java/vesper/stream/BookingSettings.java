package vesper.stream;

import java.io.Serializable;
import java.time.Duration;
import vesper.bank.event.KafkaServers;
import vesper.stream.booking.DatabaseSettings;

/**
 * How the booking job runs.
 *
 * @param kafka where the topics are
 * @param group consumer group whose committed offsets say how far the job is
 * @param parallelism subtasks of every operator, 1 to 128; each books on a database connection of its own
 * @param checkpointInterval time between checkpoints: what a restart works off again
 * @param database the bank's database
 * @param batchSize decisions that close a batch, 1 to 10,000
 * @param batchWait how long the first decision of a batch waits at most for others, in whole milliseconds
 */
public record BookingSettings(
        KafkaServers kafka,
        String group,
        int parallelism,
        Duration checkpointInterval,
        DatabaseSettings database,
        int batchSize,
        Duration batchWait)
        implements Serializable {
    public BookingSettings {
        StreamSettings.requireText("group", group);
        StreamSettings.requireParallelism(parallelism);
        StreamSettings.requireAtLeast("checkpointInterval", checkpointInterval, Duration.ofMillis(10));
        StreamSettings.requireWithin("batchSize", batchSize, 1, 10_000);
        StreamSettings.requireAtLeast("batchWait", batchWait, Duration.ofMillis(1));
    }

    public static BookingSettings of(String bootstrapServers, DatabaseSettings database) {
        return of(KafkaServers.plain(bootstrapServers), database);
    }

    public static BookingSettings of(KafkaServers kafka, DatabaseSettings database) {
        return new BookingSettings(kafka, "booking", 1, Duration.ofSeconds(1), database, 500, Duration.ofMillis(2));
    }

    public BookingSettings withCheckpointInterval(Duration interval) {
        return new BookingSettings(kafka, group, parallelism, interval, database, batchSize, batchWait);
    }

    public BookingSettings withParallelism(int subtasks) {
        return new BookingSettings(kafka, group, subtasks, checkpointInterval, database, batchSize, batchWait);
    }
}
