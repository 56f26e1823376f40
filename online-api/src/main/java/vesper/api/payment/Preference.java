package vesper.api.payment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Prefer} header (RFC 7240), of which {@code wait=N} and {@code respond-async} are understood: without either, and with the
 * latter alone, a payment is answered once it is held durably; with both, as soon as its outcome is known, or the time is up. What is not
 * understood is ignored, and of what is said twice the second.
 *
 * @param waitSeconds to wait for the outcome, at most {@value #MAX_WAIT_SECONDS}; 0 where the caller does not ask for it
 * @param respondAsync whether the caller asked not to be kept waiting
 */
record Preference(int waitSeconds, boolean respondAsync) {
    static final int MAX_WAIT_SECONDS = 30;
    static final Preference NONE = new Preference(0, false);

    static Preference of(Enumeration<String> headers) {
        Map<String, String> said = new HashMap<>();
        for (String header : Collections.list(headers)) {
            for (String preference : split(header, ',')) {
                String main = split(preference, ';').get(0).strip();
                int equals = main.indexOf('=');
                String name = (equals < 0 ? main : main.substring(0, equals)).strip();
                said.putIfAbsent(
                        name.toLowerCase(Locale.ROOT),
                        equals < 0 ? "" : main.substring(equals + 1).strip());
            }
        }
        String async = said.get("respond-async");
        return new Preference(seconds(said.getOrDefault("wait", "")), async != null && async.isEmpty());
    }

    /**
     * What the answer says in {@code Preference-Applied}; null: nothing.
     *
     * @param inTime whether it has the outcome
     */
    @Nullable
    String applied(boolean inTime) {
        String wait = waitSeconds > 0 ? "wait=" + waitSeconds : null;
        if (!respondAsync || inTime) {
            return wait;
        }
        return wait == null ? "respond-async" : "respond-async, " + wait;
    }

    private static int seconds(String quoted) {
        String value = quoted.replace("\"", "").strip();
        if (value.isEmpty() || value.length() > 9 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Math.min(Integer.parseInt(value), MAX_WAIT_SECONDS);
    }

    /** The parts between separators that are not quoted. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, at));
                start = at + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
