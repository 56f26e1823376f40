package vesper.bank.lending;

/** Terms that make no loan. The message starts with the name of the term that is wrong. */
public final class InvalidTermsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String term;

    InvalidTermsException(String term, String reason) {
        super(term + " " + reason);
        this.term = term;
    }

    /** Name of the term, as in {@link LoanTerms}. */
    public String term() {
        return term;
    }
}
