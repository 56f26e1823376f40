package vesper.console.overview;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vesper.bank.Bank;
import vesper.bank.calendar.BusinessDay;
import vesper.batch.operator.Operations;
import vesper.console.EverySecond;

/**
 * Reads the bank's figures once a second, on one thread, however many pages show them; when none does, only so often that the
 * next page need not wait until a long time is counted.
 */
@Component
class Sampler extends EverySecond {
    private static final String CLOSE = "close";
    private static final Duration UNWATCHED = Duration.ofSeconds(30);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Bank bank;
    private final Operations operations;
    private final JdbcClient jdbc;
    private final PaymentRate rate;
    private final TodayTotals totals;
    private final Clock clock = Clock.systemUTC();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Snapshot latest;

    Sampler(Bank bank, Operations operations) {
        super("overview-sampler", "cannot read the figures of the overview");
        this.bank = bank;
        this.operations = operations;
        jdbc = bank.jdbc();
        rate = new PaymentRate(jdbc);
        totals = new TodayTotals(jdbc);
    }

    /** Shows snapshots. */
    interface Watcher {
        /** Whether somebody looks. */
        boolean isWatching();

        /** Takes a new snapshot, on the sampler's thread: must not block. */
        void accept(Snapshot snapshot);
    }

    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** The newest snapshot; read now if there is none of the last seconds. */
    synchronized Snapshot latest() {
        Snapshot known = latest;
        return known == null || isOlder(known, FRESH) ? sample() : known;
    }

    private boolean isOlder(Snapshot snapshot, Duration age) {
        return snapshot.at().plus(age).isBefore(clock.instant());
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

    @Override
    protected void work() {
        Snapshot known = latest;
        if (known == null || isOlder(known, UNWATCHED) || watchers.stream().anyMatch(Watcher::isWatching)) {
            Snapshot sampled = sample();
            watchers.forEach(watcher -> watcher.accept(sampled));
        }
    }
}
