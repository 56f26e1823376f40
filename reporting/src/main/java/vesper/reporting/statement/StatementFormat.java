package vesper.reporting.statement;

/** In which forms there are statements. */
public enum StatementFormat {
    PDF("pdf", "application/pdf"),
    CSV("csv", "text/csv;charset=UTF-8"),
    JSON("json", "application/json"),
    /** ISO 20022 camt.053.001.08. */
    CAMT053("xml", "application/xml"),
    /** SWIFT MT940. */
    MT940("sta", "text/plain;charset=US-ASCII");

    private final String extension;
    private final String mediaType;

    StatementFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** A name to save it under: that of the PDF with another extension. */
    public String fileName(String accountNumber, Period period) {
        return DocumentKind.STATEMENT.fileName(accountNumber, period).replaceFirst("pdf$", extension);
    }
}
