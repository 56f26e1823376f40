package vesper.bank.holder;

/** What a holder may do with an account. The names are stable: they are stored. */
public enum Rights {
    /** All, and nobody else may do anything. */
    SOLE,
    /** All, as may the others who have this right. */
    EITHER,
    /** See it; and pay from it together with another who has this right. */
    BOTH_TO_SIGN,
    /** See it. */
    VIEW_ONLY;

    /** Whether the holder may do what changes the account without asking another. */
    public boolean actsAlone() {
        return this == SOLE || this == EITHER;
    }
}
