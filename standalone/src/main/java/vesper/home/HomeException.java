package vesper.home;

/** A home cannot be used as asked. The message is for the person at the keyboard: what is wrong and what to try. */
public final class HomeException extends RuntimeException {
    HomeException(String message) {
        super(message);
    }

    HomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
