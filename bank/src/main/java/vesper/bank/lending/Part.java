package vesper.bank.lending;

/** What an instalment consists of. */
public enum Part {
    PRINCIPAL(0),
    INTEREST(1),
    FEE(2),
    PENALTY(3);

    static final int COUNT = 4;
    static final Part[] ALL = values();

    private final int index;

    Part(int index) {
        this.index = index;
    }

    /** Where the part is kept in an array of {@link #COUNT}. */
    int index() {
        return index;
    }
}
