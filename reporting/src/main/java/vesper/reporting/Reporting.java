package vesper.reporting;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vesper.bank.Bank;
import vesper.reporting.archive.ArchiveCheck;
import vesper.reporting.archive.ArchivedDocuments;
import vesper.reporting.document.DocumentLinks;
import vesper.reporting.document.DocumentPreferences;
import vesper.reporting.document.Documents;
import vesper.reporting.document.StatementRun;
import vesper.reporting.document.YearlySummaryRun;
import vesper.reporting.letter.Letters;
import vesper.reporting.mail.DataRequestMails;
import vesper.reporting.mail.MailLinks;
import vesper.reporting.mail.MailOutbox;
import vesper.reporting.mail.MailSender;
import vesper.reporting.mail.MailSettings;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.privacy.DataRequests;
import vesper.reporting.privacy.PersonalDataExport;
import vesper.reporting.signature.DocumentKey;
import vesper.reporting.signature.DocumentSigner;
import vesper.reporting.statement.InterestAccrued;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.StatementFormats;
import vesper.reporting.statement.StatementPdf;
import vesper.reporting.statement.Statements;
import vesper.reporting.tax.YearlySummaries;
import vesper.reporting.tax.YearlySummaryPdf;

/**
 * The parts of reporting over one bank. Making the first of a process has the typeface parsed, some hundred milliseconds of another
 * thread. Safe for any number of threads.
 */
public final class Reporting {

    private final @Nullable UnaryOperator<byte[]> signer;
    private final Statements statements;
    private final StatementPdf statementPdf;
    private final StatementFormats statementFormats;
    private final YearlySummaries yearlySummaries;
    private final YearlySummaryPdf yearlySummaryPdf;
    private final Documents documents;
    private final DocumentPreferences documentPreferences;
    private final DocumentLinks documentLinks;
    private final MailOutbox mailOutbox;
    private final Letters letters;
    private final PersonalDataExport personalDataExport;
    private final DataRequests dataRequests;
    private final ArchivedDocuments archivedDocuments;
    private final ArchiveCheck archiveCheck;
    private final ExecutorService renderers = renderers();

    /** Over a bank, under the letterhead that all of its documents bear, unsigned. */
    public Reporting(Bank bank, Letterhead letterhead) {
        this(bank, letterhead, null);
    }

    /** The same with a key to sign documents with; null for none. */
    public Reporting(Bank bank, Letterhead letterhead, @Nullable DocumentKey key) {
        signer = key == null ? null : new DocumentSigner(key)::sign;
        statements = new Statements(bank.jdbc(), letterhead, new InterestAccrued(bank.jdbc()), bank.loans());
        PdfTemplate template = new PdfTemplate();
        statementPdf = new StatementPdf(template, signer);
        yearlySummaryPdf = new YearlySummaryPdf(template, signer);
        yearlySummaries = new YearlySummaries(bank.jdbc(), letterhead, bank.loans());
        statementFormats = new StatementFormats(statementPdf);
        documents = new Documents(bank.jdbcTemplate());
        documentLinks = new DocumentLinks(bank.jdbc(), bank.transaction(), documents);
        documentPreferences = new DocumentPreferences(bank.jdbc());
        mailOutbox = new MailOutbox(bank.jdbc(), bank.transaction(), bank.exceptions());
        letters = new Letters(bank.jdbc(), bank.transaction());
        archivedDocuments = new ArchivedDocuments(bank.jdbc(), bank.transaction());
        archiveCheck = new ArchiveCheck(bank.jdbc());
        personalDataExport = new PersonalDataExport(bank.jdbc(), documents, template, letterhead);
        dataRequests = new DataRequests(
                bank.jdbc(),
                bank.transaction(),
                personalDataExport,
                new DataRequestMails(bank.jdbc(), bank.exceptions()));
    }

    /** A thread a processor, which end when there is nothing to render. */
    private static ExecutorService renderers() {
        int processors = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                processors, processors, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "renderer");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    public Statements statements() {
        return statements;
    }

    public StatementPdf statementPdf() {
        return statementPdf;
    }

    public StatementFormats statementFormats() {
        return statementFormats;
    }

    public Documents documents() {
        return documents;
    }

    public DocumentPreferences documentPreferences() {
        return documentPreferences;
    }

    public DocumentLinks documentLinks() {
        return documentLinks;
    }

    public MailOutbox mailOutbox() {
        return mailOutbox;
    }

    public Letters letters() {
        return letters;
    }

    public PersonalDataExport personalDataExport() {
        return personalDataExport;
    }

    public DataRequests dataRequests() {
        return dataRequests;
    }

    public ArchivedDocuments archivedDocuments() {
        return archivedDocuments;
    }

    public ArchiveCheck archiveCheck() {
        return archiveCheck;
    }

    public StatementRun statementRun() {
        return new StatementRun(
                statements, statementPdf, documents, documentPreferences, mailOutbox, letters, renderers);
    }

    public YearlySummaryRun yearlySummaryRun() {
        return new YearlySummaryRun(
                yearlySummaries, yearlySummaryPdf, documents, documentPreferences, mailOutbox, letters);
    }

    /** Makes the links of mails. */
    public MailLinks mailLinks() {
        return new MailLinks() {
            @Override
            public String toDocument(UUID document, Instant now) {
                return documentLinks.link(document, now);
            }

            @Override
            public String toDataRequest(long request, Instant now) {
                return dataRequests.mailedLink(request, now);
            }
        };
    }

    /**
     * A sender for the outbox; it does nothing until it is started.
     *
     * @param owner names this process among those that send from the same outbox, the same after a restart
     */
    public MailSender mailSender(MailSettings settings, String owner) {
        return new MailSender(mailOutbox, settings, owner, Clock.systemUTC(), signer, mailLinks());
    }
}
