package vesper.reporting.statement;

/** A format cannot express a figure of a statement; the message says which, and in which format. */
public final class UnwritableStatementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnwritableStatementException(String message) {
        super(message);
    }
}
