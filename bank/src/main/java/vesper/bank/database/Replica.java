package vesper.bank.database;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A copy of the database that follows it by streaming replication, for reads that may be some moments late: what an account's holder
 * did, never what is there to spend. While the copy is further behind than it may be, or does not answer, the primary is read.
 *
 * <p>How far it is behind is measured against the primary's write-ahead log, since a copy that has lost its connection knows
 * nothing of what it misses: where the log stood at a moment is noted, and the copy is as old as the newest such moment that it has
 * come to.
 */
public final class Replica implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int MOST_MARKS = 1_000;
    private static final String WRITTEN = "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";
    private static final String REPLAYED =
            "select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') where pg_is_in_recovery()";

    private final JdbcClient primary;
    private final DataSource pool;
    private final JdbcClient copy;
    private final Duration mostLag;
    private final Clock clock;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "replica-looks");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Instant asOf;
    private volatile boolean serves;

    /** Where the primary's log stood, in bytes from its beginning. */
    private record Mark(Instant at, long written) {}

    /**
     * A replica that is not read until it has been looked at.
     *
     * @param copy a hot standby of the primary; closed with this, if it can be
     * @param mostLag how far it may be behind
     */
    public Replica(JdbcClient primary, DataSource copy, Duration mostLag, Clock clock) {
        this.primary = primary;
        this.pool = copy;
        this.copy = JdbcClient.create(copy);
        this.mostLag = mostLag;
        this.clock = clock;
    }

    /** Begins to look four times a second, on a thread of its own. */
    public void start() {
        var unused = looks.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the copy is read now. */
    public boolean serves() {
        return serves;
    }

    /**
     * Reads from the copy, or from the primary if the copy is not fit for it. A query that the copy does not answer, for whatever
     * reason, is asked of the primary.
     *
     * @param query reads only, and has no effect but its answer
     */
    public <T> T read(Function<JdbcClient, T> query) {
        if (serves) {
            try {
                return query.apply(copy);
            } catch (DataAccessException e) {
                unfit("it does not answer: " + e);
            }
        }
        return query.apply(primary);
    }

    /** One look at how far the copy is. */
    synchronized void look() {
        try {
            Instant now = clock.instant();
            if (marks.size() < MOST_MARKS) {
                marks.add(new Mark(now, primary.sql(WRITTEN).query(Long.class).single()));
            }
            long replayed = copy.sql(REPLAYED)
                    .query(Long.class)
                    .optional()
                    .orElseThrow(() -> new IllegalStateException("it follows no primary"));
            for (Mark next = marks.peek(); next != null && next.written <= replayed; next = marks.peek()) {
                asOf = next.at;
                marks.remove();
            }
            if (asOf == null || Duration.between(asOf, now).compareTo(mostLag) > 0) {
                unfit("it is " + (asOf == null ? "an unknown time" : Duration.between(asOf, now)) + " behind");
            } else if (!serves) {
                serves = true;
                LOG.info("history is read from the replica");
            }
        } catch (RuntimeException e) {
            unfit("it cannot be looked at: " + e);
        }
    }

    private void unfit(String why) {
        if (serves) {
            serves = false;
            LOG.warn("history is read from the primary and not from the replica: {}", why);
        } else {
            LOG.debug("the replica is not read: {}", why);
        }
    }

    @Override
    public void close() throws IOException {
        looks.shutdownNow();
        if (pool instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
