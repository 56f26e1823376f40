package vesper.bank.screening;

/** Whether a payment id was seen on this card before. */
public enum Sighting {
    NEW,
    /** The same request again: it has its decision already. */
    REPEATED,
    /** Another request under an id that is taken. */
    KEY_REUSED
}
