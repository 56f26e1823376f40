package vesper.api.signin;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How customers sign in, prefix {@code vesper.api.sign-in}.
 *
 * @param failures wrong attempts of one name from one address that are answered at once
 * @param delay the wait after the last of them; it doubles with each further one, up to 15 minutes
 * @param breachList server of breached passwords by range, see {@link PasswordRange}; null: the short list that comes along
 */
@ConfigurationProperties("vesper.api.sign-in")
record SignInSettings(
        @DefaultValue("5") int failures,
        @DefaultValue("10s") Duration delay,
        @Nullable URI breachList) {
    SignInSettings {
        if (failures < 1 || delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("vesper.api.sign-in: failures and delay must be positive");
        }
    }
}
