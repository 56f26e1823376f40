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

    /** A name to save it under: {@code statement_GB33BUKB20201555555555_2026-01-01_2026-01-31.pdf}. */
    public String fileName(String accountNumber, Period period) {
        return "statement_" + accountNumber + '_' + period.from() + '_' + period.to() + '.' + extension;
    }
}
