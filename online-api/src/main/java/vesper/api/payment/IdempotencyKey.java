package vesper.api.payment;

import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;

/** What a client may name a payment. */
final class IdempotencyKey {
    private static final int LONGEST = 255;

    private IdempotencyKey() {}

    /**
     * The key, if it is one.
     *
     * @throws ProblemException if it is blank, too long or holds control characters
     */
    static String check(String key) {
        if (key.isBlank() || key.length() > LONGEST || key.chars().anyMatch(Character::isISOControl)) {
            throw invalid();
        }
        return key;
    }

    static ProblemException invalid() {
        return new ProblemException(
                ProblemCode.INVALID_IDEMPOTENCY_KEY,
                "Send one Idempotency-Key of 1 to " + LONGEST + " printable characters.");
    }
}
