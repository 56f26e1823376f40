package vesper.api.field;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;

/** What a client may name a command, so that repeating it has no further effect. */
public final class IdempotencyKey {
    private static final int LONGEST = 255;

    private IdempotencyKey() {}

    /**
     * The key, if it is one.
     *
     * @throws ProblemException if it is blank, too long or holds control characters
     */
    public static String check(String key) {
        if (key.isBlank() || key.length() > LONGEST || key.chars().anyMatch(Character::isISOControl)) {
            throw invalid();
        }
        return key;
    }

    /**
     * The key of a request's header, or null if there is none.
     *
     * @throws ProblemException if there are several, or it is no key
     */
    public static @Nullable String of(HttpServletRequest request) {
        var keys = request.getHeaders("Idempotency-Key");
        if (!keys.hasMoreElements()) {
            return null;
        }
        String key = check(keys.nextElement());
        if (keys.hasMoreElements()) {
            throw invalid();
        }
        return key;
    }

    private static ProblemException invalid() {
        return new ProblemException(
                ProblemCode.INVALID_IDEMPOTENCY_KEY,
                "Send one Idempotency-Key of 1 to " + LONGEST + " printable characters.");
    }
}
