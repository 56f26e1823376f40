package vesper.reporting.document;

/** What a stored document is. */
public enum DocumentKind {
    STATEMENT
}
