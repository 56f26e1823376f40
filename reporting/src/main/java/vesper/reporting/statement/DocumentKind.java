package vesper.reporting.statement;

import java.util.Locale;

/** What a stored document is. */
public enum DocumentKind {
    STATEMENT,
    /** What all accounts of a customer earned and cost in a year; kept under the first of them. */
    YEARLY_SUMMARY;

    /** A name to save its PDF under: {@code statement_GB33BUKB20201555555555_2026-01-01_2026-01-31.pdf}. */
    public String fileName(String accountNumber, Period period) {
        return name().toLowerCase(Locale.ROOT) + '_' + accountNumber + '_' + period.from() + '_' + period.to() + ".pdf";
    }
}
