package vesper.api.caller;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When customers sign in again before something risky, prefix {@code vesper.api.step-up}.
 *
 * @param within how long after a sign-in they need not; from one minute to twelve hours, which is as long as sign-ins last
 * @param aboveMajor the largest amount, in major units of any currency, that may be sent without; 0: every payment is asked for
 */
@ConfigurationProperties("vesper.api.step-up")
public record StepUpSettings(
        @DefaultValue("5m") Duration within,
        @DefaultValue("1000") long aboveMajor) {
    public StepUpSettings {
        if (within.compareTo(Duration.ofMinutes(1)) < 0 || within.compareTo(Duration.ofHours(12)) > 0) {
            throw new IllegalArgumentException("vesper.api.step-up.within must be from 1m to 12h");
        }
        if (aboveMajor < 0 || aboveMajor > 1_000_000_000_000L) {
            throw new IllegalArgumentException("vesper.api.step-up.above-major must be from 0 to 10^12");
        }
    }
}
