package vesper.bank.servicing;

/** A loan policy that cannot be; names the field. */
public final class InvalidPolicyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    /**
     * @param field as {@link ServicingPolicy} calls it, {@code product} or {@code validFrom}
     * @param reason completes the sentence that the field begins
     */
    InvalidPolicyException(String field, String reason) {
        super(field + " " + reason);
        this.field = field;
        this.reason = reason;
    }

    public String field() {
        return field;
    }

    public String reason() {
        return reason;
    }
}
