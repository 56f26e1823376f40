package vesper.bank.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OneTimePasswordTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);
    private static final long STEP_NOW = 1_111_111_111 / 30;

    private final OneTimePassword password = new OneTimePassword(SECRET, OneTimePassword.Hash.SHA1, 6, STEP);

    @Test
    @DisplayName("A password is good in its step, the one before and the one after")
    void neighbouringStepsMatch() {
        for (long step = STEP_NOW - 3; step <= STEP_NOW + 3; step++) {
            assertThat(password.match(password.at(step), NOW, -1).isPresent())
                    .as("step %d", step - STEP_NOW)
                    .isEqualTo(Math.abs(step - STEP_NOW) <= 1);
        }
    }

    @Test
    @DisplayName("A password is good once, and ends those before it")
    void usedPasswordsDoNotMatch() {
        long used = password.match(password.at(NOW), NOW, -1).orElseThrow();
        assertThat(used).isEqualTo(STEP_NOW);
        assertThat(password.match(password.at(NOW), NOW, used)).isEmpty();
        assertThat(password.match(password.at(STEP_NOW - 1), NOW, used)).isEmpty();
        assertThat(password.match(password.at(STEP_NOW + 1), NOW, used)).hasValue(STEP_NOW + 1);
    }

    @Test
    @DisplayName("A password with other digits, or none, is wrong")
    void otherTextsDoNotMatch() {
        String shown = password.at(NOW);
        String other = (shown.charAt(0) == '9' ? '0' : '9') + shown.substring(1);
        assertThat(password.match(other, NOW, -1)).isEmpty();
        assertThat(password.match("", NOW, -1)).isEmpty();
        assertThat(password.match(shown + " ", NOW, -1)).isEmpty();
    }

    @Test
    @DisplayName("An empty secret, other digits and no step are refused")
    void badSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OneTimePassword(new byte[0], OneTimePassword.Hash.SHA1, 6, STEP))
                .withMessageContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OneTimePassword(SECRET, OneTimePassword.Hash.SHA1, 5, STEP))
                .withMessageContaining("digits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OneTimePassword(SECRET, OneTimePassword.Hash.SHA1, 6, Duration.ZERO))
                .withMessageContaining("step");
    }
}
