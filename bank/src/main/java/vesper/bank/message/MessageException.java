package vesper.bank.message;

/** A message cannot be read; the message of the exception says why, for its sender. */
public final class MessageException extends Exception {
    private static final long serialVersionUID = 1L;

    MessageException(String reason) {
        super(reason);
    }
}
