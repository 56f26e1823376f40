package vesper.console;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the console.
 *
 * @param idleTimeout a session unused for so long ends; live pages do not count as use for longer than {@code sessionLimit}
 * @param sessionLimit a session ends so long after sign-in, used or not
 * @param signInFailures wrong passwords in a row, of one user from one address, before further attempts must wait
 * @param signInDelay the first wait; doubles with each further wrong password, up to 15 minutes
 * @param pageSize rows of a list
 * @param operatorToken bearer token of the operator API, at least 32 characters; without it nobody operates by the API
 * @param viewerToken bearer token that only reads by the operator API, at least 32 characters; without it nobody only reads
 */
@ConfigurationProperties("vesper.console")
public record ConsoleSettings(
        @DefaultValue("30m") Duration idleTimeout,
        @DefaultValue("10h") Duration sessionLimit,
        @DefaultValue("5") int signInFailures,
        @DefaultValue("30s") Duration signInDelay,
        @DefaultValue("25") int pageSize,
        @Nullable String operatorToken,
        @Nullable String viewerToken) {
    private static final int SHORTEST_TOKEN = 32;

    public ConsoleSettings {
        positive("idle-timeout", idleTimeout);
        positive("session-limit", sessionLimit);
        positive("sign-in-delay", signInDelay);
        if (signInFailures < 1) {
            throw new IllegalArgumentException("vesper.console.sign-in-failures must be at least 1");
        }
        if (pageSize < 1 || pageSize > 500) {
            throw new IllegalArgumentException("vesper.console.page-size must be 1 to 500");
        }
        operatorToken = token("operator-token", operatorToken);
        viewerToken = token("viewer-token", viewerToken);
        if (operatorToken != null && operatorToken.equals(viewerToken)) {
            throw new IllegalArgumentException("vesper.console.viewer-token must not be the operators'");
        }
    }

    /** What is set to nothing is not set. */
    private static @Nullable String token(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException(
                    "vesper.console." + name + " must have at least " + SHORTEST_TOKEN + " characters");
        }
        return value;
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("vesper.console." + name + " must be positive");
        }
    }

    /** Without the tokens, which must not reach a log. */
    @Override
    public String toString() {
        return "ConsoleSettings[idleTimeout=" + idleTimeout + ", sessionLimit=" + sessionLimit + ", signInFailures="
                + signInFailures + ", signInDelay=" + signInDelay + ", pageSize=" + pageSize + "]";
    }
}
