package vesper.reporting.document;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import vesper.reporting.mail.MailOutbox;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.StatementPdf;
import vesper.reporting.tax.YearlySummaries;
import vesper.reporting.tax.YearlySummary;
import vesper.reporting.tax.YearlySummaryPdf;

/**
 * Makes the yearly summaries of a chunk of customers: reads, renders, stores and queues the mails. Works in the caller's
 * transaction, and may be repeated: while the figures are those of the last version, nothing is made; when they are others,
 * another version is, which says what it replaces.
 */
public final class YearlySummaryRun {

    private final YearlySummaries summaries;
    private final YearlySummaryPdf pdf;
    private final Documents documents;
    private final DocumentPreferences preferences;
    private final MailOutbox outbox;

    public YearlySummaryRun(
            YearlySummaries summaries,
            YearlySummaryPdf pdf,
            Documents documents,
            DocumentPreferences preferences,
            MailOutbox outbox) {
        this.summaries = summaries;
        this.pdf = pdf;
        this.documents = documents;
        this.preferences = preferences;
        this.outbox = outbox;
    }

    /**
     * Issues what is not issued yet.
     *
     * @param issuedOn the business date printed as the date of issue
     * @return how many documents were made now
     */
    public int issue(List<Long> customerIds, Year year, LocalDate issuedOn) {
        List<YearlySummaries.Read> read = summaries.read(customerIds, year, issuedOn);
        Set<Long> accessible = preferences.accessible(
                read.stream().map(YearlySummaries.Read::accountId).toList());
        List<Documents.New> made = new ArrayList<>();
        for (YearlySummaries.Read each : read) {
            make(each, accessible.contains(each.accountId())).ifPresent(made::add);
        }
        documents.store(made);
        outbox.enqueue(made.stream().map(Documents.New::id).toList());
        return made.size();
    }

    private Optional<Documents.New> make(YearlySummaries.Read read, boolean accessible) {
        YearlySummary summary = read.summary();
        String figures = Documents.fingerprint(figures(summary).getBytes(StandardCharsets.UTF_8));
        Optional<Documents.Latest> latest =
                documents.latest(DocumentKind.YEARLY_SUMMARY, read.accountId(), summary.period());
        if (latest.isPresent() && latest.get().figures().equals(figures)) {
            return Optional.empty();
        }
        UUID replaces = latest.map(last -> last.document().id()).orElse(null);
        YearlySummary said =
                latest.map(last -> summary.replacing(replaced(last.document()))).orElse(summary);
        StatementPdf.Rendered file = pdf.render(said, accessible);
        return Optional.of(new Documents.New(
                read.accountId(),
                DocumentKind.YEARLY_SUMMARY,
                summary.period(),
                latest.map(last -> last.document().version() + 1).orElse(1),
                replaces,
                figures,
                file.pages(),
                file.content()));
    }

    private static YearlySummary.Replaced replaced(Document document) {
        return new YearlySummary.Replaced(
                document.id(), document.createdAt().atZone(ZoneOffset.UTC).toLocalDate());
    }

    /** All that a customer would notice a change of. */
    private static String figures(YearlySummary summary) {
        return summary.year() + summary.country() + summary.accounts();
    }
}
