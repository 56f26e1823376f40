package vesper.batch.statements;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Bank;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;
import vesper.reporting.Reporting;
import vesper.reporting.document.StatementRun;
import vesper.reporting.statement.Period;

/**
 * Renders the month's statement of every customer's account that was open for at least a day of it, stores it and queues its
 * mail; the figure done is the number of documents made.
 *
 * <p>Reads the books and {@code interest_accrual}; writes {@code document} and {@code mail_outbox}. A document's id follows from
 * account and period and a mail's from document and customer, so a chunk done twice makes nothing and mails nothing. To be done
 * after the interest of the month was posted.
 */
public final class MonthlyStatements implements Task {
    private static final String WITH_STATEMENT = """
             from account
            where kind <> 'INTERNAL' and opened_on <= :to and (closed_on is null or closed_on >= :from)
            """;
    private static final String CHUNK = "select id" + WITH_STATEMENT + " and id > :after order by id limit :limit";
    private static final String COUNT = "select count(*)" + WITH_STATEMENT;

    private final JdbcClient jdbc;
    private final StatementRun run;
    private final int chunk;

    /** @param chunk how many documents one transaction makes */
    public MonthlyStatements(Bank bank, Reporting reporting, int chunk) {
        this.jdbc = bank.jdbc();
        this.run = reporting.statementRun();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "statements";
    }

    @Override
    public String description() {
        return "Renders the month's statement of every customer's account and queues its mail.";
    }

    @Override
    public long items(LocalDate businessDate) {
        Period period = period(businessDate);
        return jdbc.sql(COUNT)
                .param("from", period.from())
                .param("to", period.to())
                .query(Long.class)
                .single();
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        Period period = period(businessDate);
        List<Long> accounts = jdbc.sql(CHUNK)
                .param("from", period.from())
                .param("to", period.to())
                .param("after", after)
                .param("limit", chunk)
                .query(Long.class)
                .list();
        if (accounts.isEmpty()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        StatementRun.Outcome outcome = run.renderAndQueue(accounts, period, businessDate);
        return new Chunk(
                accounts.get(accounts.size() - 1),
                accounts.size() < chunk,
                accounts.size(),
                Totals.of(outcome.rendered()));
    }

    /** Counts only: rendering has no outcome that a plan could show. */
    @Override
    public Totals rehearse(LocalDate businessDate) {
        return Totals.of(items(businessDate));
    }

    private static Period period(LocalDate monthEnd) {
        return Period.of(YearMonth.from(monthEnd));
    }
}
