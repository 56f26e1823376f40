package vesper.console.overview;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vesper.bank.Bank;
import vesper.bank.calendar.BusinessDay;
import vesper.batch.operator.Operations;

/** Reads the bank's figures once a second, on one thread, however many pages show them. */
@Component
class Sampler implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    private static final String CLOSE = "close";

    private final Bank bank;
    private final Operations operations;
    private final JdbcClient jdbc;
    private final PaymentRate rate;
    private final TodayTotals totals;
    private final Clock clock = Clock.systemUTC();
    private final List<Consumer<Snapshot>> watchers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Snapshot latest;
    private volatile @Nullable ScheduledExecutorService thread;
    private boolean failing;

    Sampler(Bank bank, Operations operations) {
        this.bank = bank;
        this.operations = operations;
        jdbc = bank.jdbc();
        rate = new PaymentRate(jdbc);
        totals = new TodayTotals(jdbc);
    }

    /** Calls back with each new snapshot, on the sampler's thread: the callback must not block. */
    void watch(Consumer<Snapshot> watcher) {
        watchers.add(watcher);
    }

    /** The newest snapshot; read now if there is none yet. */
    Snapshot latest() {
        Snapshot known = latest;
        return known == null ? sample() : known;
    }

    private synchronized Snapshot sample() {
        BusinessDay day = bank.businessDates().find().orElse(null);
        Snapshot sampled = new Snapshot(
                clock.instant(),
                day,
                rate.read(),
                day == null ? TodayTotals.Totals.NONE : totals.read(day.businessDate()),
                bank.cases().countOpen(),
                bank.deadLetters().countNew(),
                operations.runs(CLOSE, 1).stream().findFirst().orElse(null),
                proof());
        latest = sampled;
        return sampled;
    }

    private Snapshot.@Nullable Proof proof() {
        return jdbc.sql("""
                        select business_date, entries, postings, credits_minor, proved_at from day_proof
                         order by business_date desc limit 1
                        """)
                .query((row, n) -> new Snapshot.Proof(
                        row.getObject(1, java.time.LocalDate.class),
                        row.getLong(2),
                        row.getLong(3),
                        row.getBigDecimal(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .optional()
                .orElse(null);
    }

    /** A failure is said once, not every second; the sampler goes on. */
    private void tick() {
        try {
            Snapshot sampled = sample();
            watchers.forEach(watcher -> watcher.accept(sampled));
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("cannot read the figures of the overview; trying on", e);
            }
            failing = true;
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread sampler = new Thread(task, "overview-sampler");
            sampler.setDaemon(true);
            return sampler;
        });
        thread = started;
        var unused = started.scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        if (running != null) {
            running.shutdownNow();
            try {
                if (!running.awaitTermination(5, TimeUnit.SECONDS)) {
                    LOG.warn("the overview's sampler did not stop in time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
