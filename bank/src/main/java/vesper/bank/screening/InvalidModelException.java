package vesper.bank.screening;

/** The file of a model cannot be used; the message says why. */
public final class InvalidModelException extends RuntimeException {
    InvalidModelException(String message) {
        super(message);
    }

    InvalidModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
