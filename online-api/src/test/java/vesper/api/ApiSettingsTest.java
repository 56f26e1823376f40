package vesper.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ApiSettingsTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ApiSettings(
                        "localhost:9092",
                        KEY,
                        KEY,
                        null,
                        "http://localhost:8080",
                        "vesper-api",
                        Duration.ofMinutes(15),
                        DataSize.ofKilobytes(64),
                        DataSize.ofKilobytes(512),
                        500,
                        1_000_000_000_000L,
                        60,
                        1,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(10),
                        300_000,
                        1_000,
                        Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "card-key, c2hvcnQ=",
        "request-hash-key, not base64!",
        "business-date-cache, 251ms",
        "lookup-cache, 11s",
        "kafka-timeout, 0ms",
        "max-body, 2MB",
        "max-batch-body, 1KB",
        "max-batch, 0",
        "max-amount-major, 1000000000001",
        "max-days-back, -1",
        "max-unrecorded, 0",
        "max-waits, -1",
        "token-lifetime, 2h",
    })
    void settingOutOfRangeIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining(name);
    }

    @Test
    void keysAreNotShown() {
        assertThat(bind(Map.of()).toString()).doesNotContain(KEY);
    }

    private static ApiSettings bind(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("vesper.api.card-key", KEY, "vesper.api.request-hash-key", KEY));
        settings.forEach((name, value) -> all.put("vesper.api." + name, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("vesper.api", ApiSettings.class)
                .get();
    }
}
