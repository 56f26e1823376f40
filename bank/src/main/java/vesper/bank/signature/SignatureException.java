package vesper.bank.signature;

/** A signature does not hold; the message says why, and carries nothing secret. */
public final class SignatureException extends Exception {
    private static final long serialVersionUID = 1L;

    public SignatureException(String message) {
        super(message);
    }
}
