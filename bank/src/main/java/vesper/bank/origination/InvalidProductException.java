package vesper.bank.origination;

/** A loan product or score card that cannot be used. The message starts with the name of the field that is wrong. */
public final class InvalidProductException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    InvalidProductException(String field, String reason) {
        super(field + " " + reason);
        this.field = field;
        this.reason = reason;
    }

    /** Name of the field, as in {@link LoanProduct}. */
    public String field() {
        return field;
    }

    /** What is wrong with it, without its name. */
    public String reason() {
        return reason;
    }

    static void require(boolean holds, String field, String reason) {
        if (!holds) {
            throw new InvalidProductException(field, reason);
        }
    }
}
