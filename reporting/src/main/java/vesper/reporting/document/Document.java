package vesper.reporting.document;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.Ids;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Period;

/**
 * What is known of an issued document without its content.
 *
 * @param id the same for the same kind, account, period and version
 * @param version 1, or higher for one that corrects the version before
 * @param replaces the document that it corrects; null for the first version
 * @param sha256 of the content, 64 hexadecimal digits
 */
public record Document(
        UUID id,
        long accountId,
        String accountNumber,
        DocumentKind kind,
        Period period,
        int version,
        @Nullable UUID replaces,
        int pages,
        int bytes,
        String sha256,
        Instant createdAt) {

    /** The id that the first document of this kind, account and period has, whether or not it was made yet. */
    public static UUID id(DocumentKind kind, long accountId, Period period) {
        return Ids.of("document", kind.name(), Long.toString(accountId), period.toString());
    }

    /** The id of a version. */
    static UUID id(DocumentKind kind, long accountId, Period period, int version) {
        return version == 1
                ? id(kind, accountId, period)
                : Ids.of(
                        "document",
                        kind.name(),
                        Long.toString(accountId),
                        period.toString(),
                        Integer.toString(version));
    }

    /** A name to save it under: {@code statement_GB33BUKB20201555555555_2026-01-01_2026-01-31.pdf}. */
    public String fileName() {
        return kind.fileName(accountNumber, period);
    }
}
