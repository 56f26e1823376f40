package vesper.process;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Bank;
import vesper.bank.calendar.BusinessDay;
import vesper.batch.BatchSettings;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunView;

/**
 * What can be read off the bank from outside, looked at every few seconds by one thread so that no scrape waits for the
 * database: how old the queues are, how far the stream jobs are behind, where the close stands, and whether the ledger is in
 * balance. {@code vesper.bank.observed} is the time of the last look that went through; older figures are not to be believed.
 */
final class BankGauges implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BankGauges.class);
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** The sum over all accounts is a scan. */
    private static final Duration BALANCE_LOOK = Duration.ofMinutes(1);

    /** Name, query for one number, description. */
    private record Figure(String name, String query, String description) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure(
                    "vesper.outbox.age.seconds",
                    "select extract(epoch from clock_timestamp() - min(created_at)) from outbox",
                    "age of the oldest message that is not published yet"),
            new Figure(
                    "vesper.review.cases.open",
                    "select count(*) from review_case where state = 'OPEN'",
                    "payments that wait for an analyst"),
            new Figure(
                    "vesper.review.case.age.seconds",
                    "select extract(epoch from clock_timestamp() - min(opened_at)) from review_case where state = 'OPEN'",
                    "age of the oldest payment that waits for an analyst"),
            new Figure(
                    "vesper.dead.letters.open",
                    "select count(*) from dead_letter where state = 'NEW'",
                    "messages that could not be read and that nobody has seen to"),
            new Figure(
                    "vesper.mail.backlog",
                    "select count(*) from mail_queue where due_at <= clock_timestamp()",
                    "mails that are due and not sent"),
            new Figure(
                    "vesper.mail.given.up",
                    "select count(*) from mail_outbox where exceptional",
                    "mails that are not sent any more"));

    private static final Figure ARCHIVE_AGE = new Figure(
            "vesper.archive.age.seconds",
            "select extract(epoch from clock_timestamp() - min(created_at)) from document where kept_until is null",
            "age of the oldest document that is not in the archive yet");

    private static final Figure IMBALANCE = new Figure(
            "vesper.ledger.imbalance.minor",
            """
            select sum(abs(total)) from (select sum(balance_minor) as total from account_balance group by currency) sums
            """,
            "what all balances together are off zero, over all currencies: anything but zero is broken books");

    private final JdbcClient jdbc;
    private final List<Figure> figures;
    private final Bank bank;
    private final Operations operations;
    private final BatchSettings settings;
    private final StreamLag lag;
    private final Clock clock;
    private final Map<String, Double> values = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "bank-gauges"));

    /** @param archived whether issued documents are put into an archive */
    BankGauges(
            Bank bank,
            Operations operations,
            BatchSettings settings,
            StreamLag lag,
            boolean archived,
            MeterRegistry registry,
            Clock clock) {
        this.jdbc = bank.jdbc();
        this.figures = archived
                ? Stream.concat(FIGURES.stream(), Stream.of(ARCHIVE_AGE)).toList()
                : FIGURES;
        this.bank = bank;
        this.operations = operations;
        this.settings = settings;
        this.lag = lag;
        this.clock = clock;
        figures.forEach(figure -> show(registry, figure.name, figure.description));
        show(registry, IMBALANCE.name, IMBALANCE.description);
        show(registry, "vesper.close.overdue.seconds", "time since the cut-off of a business date that is not closed");
        show(registry, "vesper.close.running", "1 while a close runs");
        show(registry, "vesper.close.progress.ratio", "how much of the newest close is done, 0 to 1");
        show(registry, "vesper.close.failed", "1 if the newest close has failed and nobody has restarted it");
        show(
                registry,
                "vesper.bank.observed",
                "time of the last look at the bank that went through, seconds since 1970");
        show(registry, "vesper.ledger.observed", "time of the last look at the balances, seconds since 1970");
    }

    /** Begins to look. */
    void start() {
        var unused = looks.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        unused = looks.scheduleWithFixedDelay(this::lookAtBalances, 0, BALANCE_LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        looks.shutdownNow();
        lag.close();
    }

    /** One look. */
    void look() {
        try {
            figures.forEach(figure -> values.put(figure.name, number(figure)));
            lookAtTheClose();
            lag.look();
            values.put("vesper.bank.observed", seconds(clock.instant()));
        } catch (RuntimeException e) {
            LOG.warn("the bank cannot be observed: {}", e.toString());
        }
    }

    /** One look at all balances. */
    void lookAtBalances() {
        try {
            values.put(IMBALANCE.name, number(IMBALANCE));
            values.put("vesper.ledger.observed", seconds(clock.instant()));
        } catch (RuntimeException e) {
            LOG.warn("the balances cannot be observed: {}", e.toString());
        }
    }

    private void lookAtTheClose() {
        values.put(
                "vesper.close.overdue.seconds",
                bank.businessDates()
                        .find()
                        .map(day -> (double) overdue(day).toSeconds())
                        .orElse(0.0));
        RunView newest = operations.runs("close", 1).stream().findFirst().orElse(null);
        boolean running = newest != null && newest.status().active();
        boolean failed = newest != null && newest.status().restartable();
        values.put("vesper.close.running", running ? 1.0 : 0.0);
        values.put("vesper.close.failed", failed ? 1.0 : 0.0);
        values.put("vesper.close.progress.ratio", newest == null ? 1.0 : newest.progressPercent() / 100.0);
    }

    /** Time since the last cut-off, if the date that should have been closed at it is not. */
    private Duration overdue(BusinessDay day) {
        ZonedDateTime now = clock.instant().atZone(settings.zone());
        ZonedDateTime cutOff = now.with(settings.cutOffTime());
        if (cutOff.isAfter(now)) {
            cutOff = cutOff.minusDays(1);
        }
        LocalDate due = cutOff.toLocalDate();
        return day.businessDate().isAfter(due) ? Duration.ZERO : Duration.between(cutOff, now);
    }

    private double number(Figure figure) {
        return jdbc.sql(figure.query).query(Double.class).optional().orElse(0.0);
    }

    private void show(MeterRegistry registry, String name, String description) {
        values.put(name, 0.0);
        Gauge.builder(name, values, known -> known.getOrDefault(name, 0.0))
                .description(description)
                .register(registry);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
