package vesper.reporting.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import vesper.reporting.mail.MailOutbox;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.StatementPdf;
import vesper.reporting.statement.Statements;

/**
 * Makes the statements of a period for a chunk of accounts: reads, renders, stores and queues the mails. Works in the
 * caller's transaction, so that a chunk is there with its mails or not at all, and any part of it may be repeated: a
 * document is made once, a mail is queued once.
 */
public final class StatementRun {

    private final Statements statements;
    private final StatementPdf pdf;
    private final Documents documents;
    private final DocumentPreferences preferences;
    private final MailOutbox outbox;

    public StatementRun(
            Statements statements,
            StatementPdf pdf,
            Documents documents,
            DocumentPreferences preferences,
            MailOutbox outbox) {
        this.statements = statements;
        this.pdf = pdf;
        this.documents = documents;
        this.preferences = preferences;
        this.outbox = outbox;
    }

    /**
     * What a chunk did.
     *
     * @param rendered documents made now
     * @param found documents that were there from an earlier run
     * @param queued mails queued now, those that want an address included
     */
    public record Outcome(int rendered, int found, int queued) {
        public Outcome plus(Outcome other) {
            return new Outcome(rendered + other.rendered, found + other.found, queued + other.queued);
        }
    }

    /**
     * Renders and queues.
     *
     * @param accountIds customers' accounts; others, and unknown ones, are passed over
     * @param issuedOn the business date printed as the date of issue
     */
    public Outcome renderAndQueue(List<Long> accountIds, Period period, LocalDate issuedOn) {
        List<UUID> ids = accountIds.stream()
                .map(account -> Document.id(DocumentKind.STATEMENT, account, period))
                .toList();
        Set<UUID> stored = documents.stored(ids);
        List<Long> missing = accountIds.stream()
                .filter(account -> !stored.contains(Document.id(DocumentKind.STATEMENT, account, period)))
                .toList();
        Set<Long> accessible = preferences.accessible(missing);
        List<Documents.New> rendered = statements.read(missing, period, issuedOn).stream()
                .map(read -> render(read, period, accessible.contains(read.accountId())))
                .toList();
        documents.store(rendered);
        return new Outcome(rendered.size(), stored.size(), outbox.enqueue(ids));
    }

    private Documents.New render(Statements.Read read, Period period, boolean accessible) {
        return Documents.New.statement(read.accountId(), period, pdf.render(read.statement(), accessible));
    }
}
