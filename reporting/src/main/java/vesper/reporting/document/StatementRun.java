package vesper.reporting.document;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.reporting.letter.Letters;
import vesper.reporting.mail.MailOutbox;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.StatementPdf;
import vesper.reporting.statement.Statements;

/**
 * Makes the statements of a period for a chunk of accounts: reads, renders, stores and queues the mails. Works in the
 * caller's transaction, so that a chunk is there with its mails or not at all, and any part of it may be repeated: a
 * document is made once, a mail is queued once. Threads of their own render while the caller's reads and stores.
 */
public final class StatementRun {

    private static final Logger LOG = LoggerFactory.getLogger(StatementRun.class);

    /** Accounts read, and documents stored, at a time: few enough that rendering begins soon. */
    private static final int SLICE = 50;

    private final Statements statements;
    private final StatementPdf pdf;
    private final Documents documents;
    private final DocumentPreferences preferences;
    private final MailOutbox outbox;
    private final Letters letters;
    private final ExecutorService renderers;

    /** @param renderers render; not the caller's thread */
    public StatementRun(
            Statements statements,
            StatementPdf pdf,
            Documents documents,
            DocumentPreferences preferences,
            MailOutbox outbox,
            Letters letters,
            ExecutorService renderers) {
        this.statements = statements;
        this.pdf = pdf;
        this.documents = documents;
        this.preferences = preferences;
        this.outbox = outbox;
        this.letters = letters;
        this.renderers = renderers;
    }

    /**
     * What a chunk did.
     *
     * @param rendered documents made now
     * @param found documents that were there from an earlier run
     * @param queued mails queued now, those that want an address included
     * @param failed accounts whose document could not be rendered; the log says why
     */
    public record Outcome(int rendered, int found, int queued, List<Long> failed) {
        public Outcome {
            failed = List.copyOf(failed);
        }
    }

    /** A document that is being rendered. */
    private record Rendering(long accountId, Future<Documents.New> document) {}

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
        List<Rendering> renderings = render(missing, period, issuedOn);
        List<Long> failed = new ArrayList<>();
        for (int from = 0; from < renderings.size(); from += SLICE) {
            documents.store(rendered(renderings.subList(from, Math.min(from + SLICE, renderings.size())), failed));
        }
        letters.enqueue(ids);
        return new Outcome(renderings.size() - failed.size(), stored.size(), outbox.enqueue(ids), failed);
    }

    /** Reads what is to be rendered, slice by slice, and leaves each to the renderers as soon as it is there. */
    private List<Rendering> render(List<Long> accountIds, Period period, LocalDate issuedOn) {
        Set<Long> accessible = preferences.accessible(accountIds);
        List<Rendering> renderings = new ArrayList<>(accountIds.size());
        for (int from = 0; from < accountIds.size(); from += SLICE) {
            List<Long> slice = accountIds.subList(from, Math.min(from + SLICE, accountIds.size()));
            for (Statements.Read read : statements.read(slice, period, issuedOn)) {
                boolean tagged = accessible.contains(read.accountId());
                renderings.add(new Rendering(read.accountId(), renderers.submit(() -> render(read, period, tagged))));
            }
        }
        return renderings;
    }

    private Documents.New render(Statements.Read read, Period period, boolean accessible) {
        return Documents.New.statement(read.accountId(), period, pdf.render(read.statement(), accessible));
    }

    /** Waits for documents; accounts of those that could not be made are added to the failed. */
    private static List<Documents.New> rendered(List<Rendering> renderings, List<Long> failed) {
        List<Documents.New> made = new ArrayList<>(renderings.size());
        for (Rendering rendering : renderings) {
            try {
                made.add(rendering.document().get());
            } catch (ExecutionException e) {
                LOG.warn("the statement of account {} cannot be rendered", rendering.accountId(), e.getCause());
                failed.add(rendering.accountId());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while statements were rendered", e);
            }
        }
        return made;
    }
}
