package vesper.batch.task;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The right to run a job, or a range of one, held by at most one process: an advisory lock on a database connection of its own. It
 * ends with the process, whatever ends that; so a run that is called active although nobody holds the lock was left by a dead
 * process.
 */
public final class RunLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
    private static final long SPACE = 0x5645_5350_0000_0000L;
    private static final Duration FIRST_POLL = Duration.ofMillis(5);
    private static final Duration LONGEST_POLL = Duration.ofMillis(100);

    private final Connection connection;
    private final long key;

    private RunLock(Connection connection, long key) {
        this.connection = connection;
        this.key = key;
    }

    /** Takes the lock if it is free. */
    public static Optional<RunLock> tryTake(DataSource dataSource, String job) {
        long key = SPACE | (job.hashCode() & 0xffff_ffffL);
        try {
            Connection connection = dataSource.getConnection();
            boolean taken = false;
            try {
                connection.setAutoCommit(true);
                taken = ask(connection, "select pg_try_advisory_lock(?)", key);
                return taken ? Optional.of(new RunLock(connection, key)) : Optional.empty();
            } finally {
                if (!taken) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot lock job " + job, e);
        }
    }

    /** Whether a process holds the lock. */
    public static boolean taken(DataSource dataSource, String job) {
        Optional<RunLock> free = tryTake(dataSource, job);
        free.ifPresent(RunLock::close);
        return free.isEmpty();
    }

    /** Takes the lock, waiting for it: the database may still be at work for a process that has just died. */
    public static Optional<RunLock> take(DataSource dataSource, String job, Duration patience) {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_POLL;
        while (true) {
            Optional<RunLock> lock = tryTake(dataSource, job);
            if (lock.isPresent() || System.nanoTime() >= giveUpAt) {
                return lock;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                pause = pause.multipliedBy(2).compareTo(LONGEST_POLL) < 0 ? pause.multipliedBy(2) : LONGEST_POLL;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    private static boolean ask(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        try (connection) {
            ask(connection, "select pg_advisory_unlock(?)", key);
        } catch (SQLException e) {
            LOG.warn("a job's lock was lost with its connection: {}", e.getMessage());
        }
    }
}
