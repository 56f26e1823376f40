package vesper.batch.statements;

import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Bank;
import vesper.bank.exceptions.ExceptionItems;
import vesper.bank.exceptions.FailedItem;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;
import vesper.reporting.Reporting;
import vesper.reporting.document.YearlySummaryRun;

/**
 * Renders the yearly summary of every customer who had an account open for at least a day of the year, stores it and queues its
 * mail; the figure done is the number of documents made. A summary that cannot be rendered is an exception. To be done on the last
 * day of a year, after its interest was posted.
 *
 * <p>Reads the books; writes {@code document} and {@code mail_outbox}. A chunk done twice makes nothing and mails nothing, since
 * the figures are those of the version that is there.
 */
public final class YearlySummariesDue implements Task {
    private static final String WITH_SUMMARY = """
             from customer c
            where exists (select 1 from account a
                           where a.customer_id = c.id and a.opened_on <= :to
                             and (a.closed_on is null or a.closed_on >= :from))
            """;
    private static final String CHUNK = "select c.id" + WITH_SUMMARY + " and c.id > :after order by c.id limit :limit";
    private static final String COUNT = "select count(*)" + WITH_SUMMARY;

    static final String NAME = "yearly-summaries";

    /** More than there are years: names a summary among the exceptions. */
    private static final long YEARS = 10_000;

    private final JdbcClient jdbc;
    private final ExceptionItems exceptions;
    private final YearlySummaryRun run;
    private final int chunk;

    /** @param chunk how many documents one transaction makes */
    public YearlySummariesDue(Bank bank, Reporting reporting, int chunk) {
        this.jdbc = bank.jdbc();
        this.exceptions = bank.exceptions();
        this.run = reporting.yearlySummaryRun();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Renders every customer's summary of the year for the tax return and queues its mail.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return jdbc.sql(COUNT)
                .param("from", businessDate.withDayOfYear(1))
                .param("to", businessDate)
                .query(Long.class)
                .single();
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        List<Long> customers = jdbc.sql(CHUNK)
                .param("from", businessDate.withDayOfYear(1))
                .param("to", businessDate)
                .param("after", after)
                .param("limit", chunk)
                .query(Long.class)
                .list();
        if (customers.isEmpty()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        Year year = Year.from(businessDate);
        YearlySummaryRun.Outcome outcome = run.issue(customers, year, businessDate);
        exceptions.raise(
                businessDate,
                outcome.failed().stream().map(failed -> failed(failed, year)).toList());
        Set<Long> failed = outcome.failed().stream()
                .map(YearlySummaryRun.Failed::customerId)
                .collect(Collectors.toSet());
        exceptions.settle(
                NAME,
                customers.stream()
                        .filter(customer -> !failed.contains(customer))
                        .map(customer -> key(customer, year))
                        .toList());
        return Chunk.of(
                customers,
                Long::longValue,
                after,
                chunk,
                Totals.of(outcome.issued()).plus(Totals.failed(failed.size())));
    }

    private static long key(long customerId, Year year) {
        return customerId * YEARS + year.getValue();
    }

    /** Whose summary an exception of this step is about. */
    static long customer(FailedItem failed) {
        return failed.key() / YEARS;
    }

    private static FailedItem failed(YearlySummaryRun.Failed failed, Year year) {
        return new FailedItem(
                NAME,
                key(failed.customerId(), year),
                "yearly summary " + year,
                failed.accountId(),
                year.atDay(year.length()),
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
}
