package vesper.bank.lending;

/** Terms that make no loan. The message starts with the name of the term that is wrong. */
public final class InvalidTermsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String term;
    private final String reason;

    InvalidTermsException(String term, String reason) {
        super(term + " " + reason);
        this.term = term;
        this.reason = reason;
    }

    /** What is wrong with it, without its name. */
    public String reason() {
        return reason;
    }

    /** Name of the term, as in {@link LoanTerms}. */
    public String term() {
        return term;
    }
}
