package vesper.bank.audit;

import org.jspecify.annotations.Nullable;

/**
 * Something that was done or tried.
 *
 * @param action stable code, such as {@code job.restart}
 * @param object what it was done to, such as {@code run 12}; accounts by their ids, never by name or number
 * @param accountId the account that it is about, if it is about one
 * @param detail what else matters, a code or a reason given, without personal data; may be empty
 */
public record AuditEvent(
        Actor actor, String action, String object, @Nullable Long accountId, Outcome outcome, String detail) {
    private static final int LONGEST_DETAIL = 1000;

    /** How it went. */
    public enum Outcome {
        DONE,
        /** It was not allowed, or could not be done as things stood; nothing was changed. */
        REFUSED,
        /** It was begun and ended by an error. */
        FAILED
    }

    /** @throws IllegalArgumentException if a text is empty, too long or not of printable characters */
    public AuditEvent {
        AuditText.require("action", action, 1, 100);
        AuditText.require("object", object, 1, 200);
        AuditText.require("detail", detail, 0, LONGEST_DETAIL);
    }

    /** Something that was done, and is about no single account. */
    public static AuditEvent done(Actor actor, String action, String object, String detail) {
        return new AuditEvent(actor, action, object, null, Outcome.DONE, detail);
    }

    /** Something that was refused, and is about no single account; {@code code} says why. */
    public static AuditEvent refused(Actor actor, String action, String object, String code) {
        return new AuditEvent(actor, action, object, null, Outcome.REFUSED, code);
    }

    /** The same about an account. */
    public AuditEvent about(long account) {
        return new AuditEvent(actor, action, object, account, outcome, detail);
    }
}
