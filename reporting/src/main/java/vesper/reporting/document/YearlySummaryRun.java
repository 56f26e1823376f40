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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.reporting.letter.Letters;
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

    private static final Logger LOG = LoggerFactory.getLogger(YearlySummaryRun.class);

    private final YearlySummaries summaries;
    private final YearlySummaryPdf pdf;
    private final Documents documents;
    private final DocumentPreferences preferences;
    private final MailOutbox outbox;
    private final Letters letters;

    public YearlySummaryRun(
            YearlySummaries summaries,
            YearlySummaryPdf pdf,
            Documents documents,
            DocumentPreferences preferences,
            MailOutbox outbox,
            Letters letters) {
        this.summaries = summaries;
        this.pdf = pdf;
        this.documents = documents;
        this.preferences = preferences;
        this.outbox = outbox;
        this.letters = letters;
    }

    /**
     * What a chunk did.
     *
     * @param issued documents made now
     * @param failed customers whose summary could not be rendered; the log says why
     */
    public record Outcome(int issued, List<Failed> failed) {
        public Outcome {
            failed = List.copyOf(failed);
        }
    }

    /** A summary that could not be rendered, and the account under which it would be kept. */
    public record Failed(long customerId, long accountId) {}

    /**
     * Issues what is not issued yet.
     *
     * @param issuedOn the business date printed as the date of issue
     */
    public Outcome issue(List<Long> customerIds, Year year, LocalDate issuedOn) {
        List<YearlySummaries.Read> read = summaries.read(customerIds, year, issuedOn);
        Set<Long> accessible = preferences.accessible(
                read.stream().map(YearlySummaries.Read::accountId).toList());
        List<Documents.New> made = new ArrayList<>();
        List<Failed> failed = new ArrayList<>();
        for (YearlySummaries.Read each : read) {
            Optional<Documents.Latest> latest = documents.latest(
                    DocumentKind.YEARLY_SUMMARY,
                    each.accountId(),
                    each.summary().period());
            try {
                make(each, latest, accessible.contains(each.accountId())).ifPresent(made::add);
            } catch (RuntimeException e) {
                LOG.warn("the yearly summary of customer {} cannot be rendered", each.customerId(), e);
                failed.add(new Failed(each.customerId(), each.accountId()));
            }
        }
        documents.store(made);
        List<UUID> ids = made.stream().map(Documents.New::id).toList();
        outbox.enqueue(ids);
        letters.enqueue(ids);
        return new Outcome(made.size(), failed);
    }

    private Optional<Documents.New> make(
            YearlySummaries.Read read, Optional<Documents.Latest> latest, boolean accessible) {
        YearlySummary summary = read.summary();
        String figures = Documents.fingerprint(figures(summary).getBytes(StandardCharsets.UTF_8));
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
