package vesper.reporting.mail;

import org.jspecify.annotations.Nullable;

/** One mail was not accepted, could not be made, or its fate is unknown because the connection broke while it was spoken. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean forGood;

    RefusedException(String message, boolean forGood, @Nullable Throwable cause) {
        super(message, cause);
        this.forGood = forGood;
    }

    /** Whether asking again is pointless: the server answered with a code from 500 on (RFC 5321, 4.2.1), or was not asked. */
    public boolean forGood() {
        return forGood;
    }
}
