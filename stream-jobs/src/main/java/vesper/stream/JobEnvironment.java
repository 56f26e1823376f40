package vesper.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import vesper.bank.event.KafkaServers;
import vesper.stream.booking.DatabaseSettings;

/**
 * Settings of a job that runs on a cluster of its own, by environment: {@code VESPER_KAFKA}, and of {@link KafkaServers} how it is reached; {@code VESPER_DB_URL} and
 * {@code VESPER_DB_USER}; {@code VESPER_PARALLELISM}, by default 1; {@code VESPER_CHECKPOINT_INTERVAL}, ISO 8601, by default one
 * second. The database's password is the file {@code db-password} in the folder {@code VESPER_SECRETS}.
 */
final class JobEnvironment {
    private final Map<String, String> environment;

    JobEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    ScreeningSettings screening() {
        ScreeningSettings defaults = ScreeningSettings.of(kafka());
        return new ScreeningSettings(
                defaults.kafka(),
                defaults.group(),
                parallelism(defaults.parallelism()),
                checkpointInterval(defaults.checkpointInterval()),
                defaults.cardMemory(),
                defaults.merchantMemory());
    }

    BookingSettings booking() {
        DatabaseSettings database = new DatabaseSettings(
                required("VESPER_DB_URL"), environment.getOrDefault("VESPER_DB_USER", "vesper"), secret("db-password"));
        BookingSettings defaults = BookingSettings.of(kafka(), database);
        return new BookingSettings(
                defaults.kafka(),
                defaults.group(),
                parallelism(defaults.parallelism()),
                checkpointInterval(defaults.checkpointInterval()),
                database,
                defaults.batchSize(),
                defaults.batchWait());
    }

    private KafkaServers kafka() {
        return KafkaServers.of(required("VESPER_KAFKA"), environment);
    }

    private int parallelism(int otherwise) {
        return Integer.parseInt(environment.getOrDefault("VESPER_PARALLELISM", Integer.toString(otherwise)));
    }

    private Duration checkpointInterval(Duration otherwise) {
        return Duration.parse(environment.getOrDefault("VESPER_CHECKPOINT_INTERVAL", otherwise.toString()));
    }

    private String required(String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    private String secret(String name) {
        Path file = Path.of(environment.getOrDefault("VESPER_SECRETS", "/run/secrets/vesper"), name);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the secret " + file, e);
        }
    }
}
