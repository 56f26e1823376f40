package vesper.stream.screening;

/** What an event tells screening. */
public enum EventKind {
    /** A payment to decide on. */
    PAYMENT,
    /** What became known of an earlier payment. */
    LABEL,
    /** What became known of a customer. */
    NOTICE
}
