package vesper.bank.message.fin;

/** A message cannot be read or translated; the message of the exception says why, for its sender. */
public final class FinException extends Exception {
    private static final long serialVersionUID = 1L;

    FinException(String reason) {
        super(reason);
    }
}
