package vesper.api.payment;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;

/** The {@code Prefer} header (RFC 7240), of which {@code wait=N} is understood. What is not understood is ignored. */
final class Preference {
    static final int MAX_WAIT_SECONDS = 30;

    private Preference() {}

    /** Seconds to wait for the outcome, at most {@value #MAX_WAIT_SECONDS}; 0 where the caller does not ask for it. */
    static int waitSeconds(Enumeration<String> headers) {
        for (String header : Collections.list(headers)) {
            for (String preference : header.split(",", -1)) {
                String token = preference.strip().toLowerCase(Locale.ROOT);
                int parameters = token.indexOf(';');
                if (parameters >= 0) {
                    token = token.substring(0, parameters).strip();
                }
                if (token.startsWith("wait=")) {
                    return seconds(
                            token.substring("wait=".length()).replace("\"", "").strip());
                }
            }
        }
        return 0;
    }

    private static int seconds(String value) {
        if (value.isEmpty() || value.length() > 9 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Math.min(Integer.parseInt(value), MAX_WAIT_SECONDS);
    }
}
