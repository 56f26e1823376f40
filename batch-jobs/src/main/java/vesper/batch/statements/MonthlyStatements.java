package vesper.batch.statements;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Bank;
import vesper.bank.account.Accounts;
import vesper.bank.exceptions.ExceptionItems;
import vesper.bank.exceptions.FailedItem;
import vesper.batch.task.Chunk;
import vesper.batch.task.RangedTask;
import vesper.batch.task.Totals;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.document.StatementRun;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Period;

/**
 * Renders the month's statement of every customer's account that was open for at least a day of it, stores it and queues its
 * mail; the figure done is the number of documents made. A statement that cannot be rendered is an exception.
 *
 * <p>Reads the books and {@code interest_accrual}; writes {@code document} and {@code mail_outbox}. A document's id follows from
 * account and period and a mail's from document and customer, so a chunk done twice makes nothing and mails nothing. To be done
 * after the interest of the month was posted.
 */
public final class MonthlyStatements implements RangedTask {
    private static final String WITH_STATEMENT = """
             from account
            where kind <> 'INTERNAL' and opened_on <= :to and (closed_on is null or closed_on >= :from)
              and id > :after and id <= :upTo
            """;
    private static final String CHUNK = "select id" + WITH_STATEMENT + " order by id limit :limit";
    private static final String COUNT = "select count(*)" + WITH_STATEMENT;

    static final String NAME = "statements";

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final ExceptionItems exceptions;
    private final StatementRun run;
    private final int chunk;

    /** @param chunk how many documents one transaction makes */
    public MonthlyStatements(Bank bank, Reporting reporting, int chunk) {
        this.jdbc = bank.jdbc();
        this.accounts = bank.accounts();
        this.exceptions = bank.exceptions();
        this.run = reporting.statementRun();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Renders the month's statement of every customer's account and queues its mail.";
    }

    @Override
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return accounts.depositSplits(ranges);
    }

    @Override
    public long items(LocalDate businessDate, long after, long upTo) {
        Period period = period(businessDate);
        return jdbc.sql(COUNT)
                .param("from", period.from())
                .param("to", period.to())
                .param("after", after)
                .param("upTo", upTo)
                .query(Long.class)
                .single();
    }

    @Override
    public Chunk work(LocalDate businessDate, long after, long upTo) {
        Period period = period(businessDate);
        List<Long> stated = jdbc.sql(CHUNK)
                .param("from", period.from())
                .param("to", period.to())
                .param("after", after)
                .param("upTo", upTo)
                .param("limit", chunk)
                .query(Long.class)
                .list();
        if (stated.isEmpty()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        StatementRun.Outcome outcome = run.renderAndQueue(stated, period, businessDate);
        exceptions.raise(
                businessDate,
                outcome.failed().stream()
                        .map(account -> failed(account, period))
                        .toList());
        exceptions.settle(
                NAME,
                stated.stream()
                        .filter(account -> !outcome.failed().contains(account))
                        .map(account -> key(account, period))
                        .toList());
        return Chunk.of(
                stated,
                Long::longValue,
                after,
                chunk,
                Totals.of(outcome.rendered())
                        .plus(Totals.failed(outcome.failed().size())));
    }

    /** Names a statement among the exceptions: those of two months of an account are two. */
    static long key(long accountId, Period period) {
        return Document.id(DocumentKind.STATEMENT, accountId, period).getMostSignificantBits();
    }

    private static FailedItem failed(long accountId, Period period) {
        return new FailedItem(
                NAME,
                key(accountId, period),
                "statement of " + YearMonth.from(period.to()),
                accountId,
                period.to(),
                0,
                null,
                "UNRENDERABLE",
                false,
                false);
    }

    /** Counts only: rendering has no outcome that a plan could show. */
    @Override
    public Totals rehearse(LocalDate businessDate) {
        return Totals.of(items(businessDate));
    }

    static Period period(LocalDate monthEnd) {
        return Period.of(YearMonth.from(monthEnd));
    }
}
