package vesper.bank.exceptions;

/** Where an exception is. The names are stable: they are shown and sent. */
public enum ExceptionState {
    /** Waits for a person, or for the night that tries again. */
    OPEN,
    /** One person wants it skipped; another must agree. */
    SKIP_PROPOSED,
    /** One person says that it was done by other means; another must agree. */
    FIX_PROPOSED,
    /** Given up for good. */
    SKIPPED,
    /** Done by other means. */
    FIXED,
    /** Done by the step itself, asked to or at a later night. */
    DONE;

    /** Whether nothing is left to do about it. */
    public boolean closed() {
        return this == SKIPPED || this == FIXED || this == DONE;
    }

    public boolean proposed() {
        return this == SKIP_PROPOSED || this == FIX_PROPOSED;
    }
}
