package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConsoleSettingsTest {
    private static ConsoleSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("vesper.console", ConsoleSettings.class);
    }

    @Test
    void defaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ConsoleSettings(
                        Duration.ofMinutes(30), Duration.ofHours(10), 5, Duration.ofSeconds(30), 25, null, null));
    }

    @Test
    void shortOperatorTokenIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("vesper.console.operator-token", "short")))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("vesper.console.operator-token must have at least 32 characters");
    }

    @Test
    void operatorTokenStaysOutOfLogs() {
        String token = "0123456789abcdef0123456789abcdef";
        assertThat(bind(Map.of("vesper.console.operator-token", token)).toString())
                .doesNotContain(token);
    }
}
