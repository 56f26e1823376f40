package vesper.reporting;

import java.time.Clock;
import vesper.bank.Bank;
import vesper.reporting.document.Documents;
import vesper.reporting.document.StatementRun;
import vesper.reporting.mail.MailOutbox;
import vesper.reporting.mail.MailSender;
import vesper.reporting.mail.MailSettings;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.statement.Accruals;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.StatementPdf;
import vesper.reporting.statement.Statements;

/**
 * The parts of reporting over one bank. Making one parses the typeface, some hundred milliseconds: make one per process and
 * keep it. Safe for any number of threads.
 */
public final class Reporting {

    private final Statements statements;
    private final StatementPdf statementPdf;
    private final Documents documents;
    private final MailOutbox mailOutbox;

    /** Over a bank that keeps no accruals. */
    public Reporting(Bank bank, Letterhead letterhead) {
        this(bank, letterhead, Accruals.NONE);
    }

    /** Over a bank, with the interest that its accounts accrue. */
    public Reporting(Bank bank, Letterhead letterhead, Accruals accruals) {
        statements = new Statements(bank.jdbc(), letterhead, accruals, bank.loans());
        statementPdf = new StatementPdf(new PdfTemplate());
        documents = new Documents(bank.jdbcTemplate());
        mailOutbox = new MailOutbox(bank.jdbc());
    }

    public Statements statements() {
        return statements;
    }

    public StatementPdf statementPdf() {
        return statementPdf;
    }

    public Documents documents() {
        return documents;
    }

    public MailOutbox mailOutbox() {
        return mailOutbox;
    }

    public StatementRun statementRun() {
        return new StatementRun(statements, statementPdf, documents, mailOutbox);
    }

    /**
     * A sender for the outbox; it does nothing until it is started.
     *
     * @param owner names this process among those that send from the same outbox, the same after a restart
     */
    public MailSender mailSender(MailSettings settings, String owner) {
        return new MailSender(mailOutbox, settings, owner, Clock.systemUTC());
    }
}
