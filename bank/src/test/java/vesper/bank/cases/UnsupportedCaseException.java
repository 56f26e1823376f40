package vesper.bank.cases;

/** A case asks for something that the bank does not do; the message says what. */
final class UnsupportedCaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedCaseException(String message) {
        super(message);
    }
}
