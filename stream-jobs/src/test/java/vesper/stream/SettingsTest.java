package vesper.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.event.KafkaServers;
import vesper.stream.booking.DatabaseSettings;
import vesper.stream.outbox.OutboxRelaySettings;

class SettingsTest {
    private static final KafkaServers KAFKA = KafkaServers.plain("kafka:9092");
    private static final DatabaseSettings DATABASE =
            new DatabaseSettings("jdbc:postgresql://db/vesper", "bank", "secret");

    @Test
    void defaultsAreThese() {
        assertThat(ScreeningSettings.of("kafka:9092"))
                .isEqualTo(new ScreeningSettings(
                        KAFKA, "screening", 1, Duration.ofSeconds(1), Duration.ofDays(400), Duration.ofDays(90)));
        assertThat(BookingSettings.of("kafka:9092", DATABASE))
                .isEqualTo(new BookingSettings(
                        KAFKA, "booking", 1, Duration.ofSeconds(1), DATABASE, 500, Duration.ofMillis(2)));
        assertThat(OutboxRelaySettings.of("kafka:9092"))
                .isEqualTo(new OutboxRelaySettings(
                        KAFKA, 100, Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofSeconds(5)));
    }

    @Test
    void whatCannotWorkIsRefused() {
        assertThatThrownBy(() -> ScreeningSettings.of(" ")).hasMessage("bootstrapServers is blank");
        assertThatThrownBy(() -> ScreeningSettings.of("k").withParallelism(0))
                .hasMessage("parallelism is 0, not within 1 to 128");
        assertThatThrownBy(() -> new DatabaseSettings("jdbc:h2:mem:x", "bank", ""))
                .hasMessageStartingWith("not the JDBC URL of a PostgreSQL");
        assertThatThrownBy(() -> new OutboxRelaySettings(
                        KAFKA, 0, Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofSeconds(5)))
                .hasMessageContaining("rowsPerTurn");
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(BookingSettings.of("kafka:9092", DATABASE).toString()).doesNotContain("secret");
    }

    @Test
    void aClusterSetsThemByEnvironmentAndThePasswordByFile(@TempDir Path secrets) throws IOException {
        Files.writeString(secrets.resolve("db-password"), "secret\n");
        Map<String, String> environment = Map.of(
                "VESPER_KAFKA", "kafka:9092",
                "VESPER_DB_URL", DATABASE.url(),
                "VESPER_DB_USER", "bank",
                "VESPER_SECRETS", secrets.toString(),
                "VESPER_PARALLELISM", "8",
                "VESPER_CHECKPOINT_INTERVAL", "PT10S");
        assertThat(new JobEnvironment(environment).booking())
                .isEqualTo(new BookingSettings(
                        KAFKA, "booking", 8, Duration.ofSeconds(10), DATABASE, 500, Duration.ofMillis(2)));
        assertThat(new JobEnvironment(Map.of("VESPER_KAFKA", "kafka:9092")).screening())
                .isEqualTo(ScreeningSettings.of("kafka:9092"));
        assertThatThrownBy(() -> new JobEnvironment(Map.of()).screening()).hasMessage("VESPER_KAFKA is not set");
    }
}
