package vesper.reporting.mail;

/** The mail server cannot be reached or does not let us in: no fault of any mail. */
public final class MailServerDownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MailServerDownException(String message, Throwable cause) {
        super(message, cause);
    }
}
