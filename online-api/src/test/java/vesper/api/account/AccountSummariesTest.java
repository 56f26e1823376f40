package vesper.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountSummariesTest {
    @ParameterizedTest
    @CsvSource({
        ", 0",
        "no-cache, 0",
        "max-age=0, 0",
        "max-age=5, 5",
        "'no-transform, max-age=7', 7",
        "max-age=-5, 0",
        "max-age=soon, 0",
        "s-max-age=5, 0",
        "max-age=99999999999999999999, 0",
    })
    void requestSaysWhatAgeItTakes(String cacheControl, long seconds) {
        assertThat(AccountSummaries.maxAge(cacheControl)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
