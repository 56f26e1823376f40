package vesper.reporting.document;

import java.time.Instant;
import java.util.UUID;
import vesper.bank.Ids;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.StatementPdf;

/**
 * What is known of an issued document without its content.
 *
 * @param id the same for the same kind, account and period
 * @param sha256 of the content, 64 hexadecimal digits
 */
public record Document(
        UUID id,
        long accountId,
        String accountNumber,
        DocumentKind kind,
        Period period,
        int pages,
        int bytes,
        String sha256,
        Instant createdAt) {

    /** The id that the document of this kind, account and period has, whether or not it was made yet. */
    public static UUID id(DocumentKind kind, long accountId, Period period) {
        return Ids.of("document", kind.name(), Long.toString(accountId), period.toString());
    }

    /** A name to save it under: {@code statement_GB33BUKB20201555555555_2026-01-01_2026-01-31.pdf}. */
    public String fileName() {
        return StatementPdf.fileName(accountNumber, period);
    }
}
