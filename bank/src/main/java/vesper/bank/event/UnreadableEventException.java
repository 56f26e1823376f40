package vesper.bank.event;

/** The bytes are no event of the type asked for; they belong, whole, on the dead-letter topic. */
public final class UnreadableEventException extends Exception {
    UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
