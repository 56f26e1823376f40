package vesper.bank.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one channel of PostgreSQL's notifications on a connection of its own. They are sent when what they tell of has been
 * committed, so a cache that hears them may hold rows for as long as it likes. Whether it hears them, it must ask:
 * a connection can be dead for a while before anybody knows.
 */
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final int BEAT_MS = 500;
    private static final long STOP_MS = 2_000;

    private final DataSource source;
    private final String channel;
    private final Listener listener;
    private final Thread thread;
    private volatile long heardNanos = System.nanoTime() - TimeUnit.DAYS.toNanos(1);
    private volatile boolean running = true;

    /** Told on the thread that follows. */
    public interface Listener {
        /** The connection is new: anything may have happened before. */
        void connected();

        /** @param payloads what was sent, oldest first */
        void told(List<String> payloads);
    }

    /**
     * Begins to follow; returns at once.
     *
     * @param channel a name that needs no quotes
     */
    public Notifications(DataSource source, String channel, Listener listener) {
        this.source = source;
        this.channel = channel;
        this.listener = listener;
        thread = new Thread(this::run, "notifications-" + channel);
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the listener has been told all that was committed until this long ago. */
    public boolean currentWithin(Duration age) {
        return System.nanoTime() - heardNanos < age.toNanos();
    }

    private void run() {
        while (running) {
            try {
                follow();
            } catch (SQLException e) {
                if (running) {
                    LOG.warn("notifications of {} are not heard, trying on: {}", channel, e.toString());
                    pause();
                }
            }
        }
    }

    private void follow() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            PGConnection notifying = connection.unwrap(PGConnection.class);
            statement.execute("listen " + channel);
            listener.connected();
            while (running) {
                long asked = System.nanoTime();
                // A round trip: what was sent before it has come in after it.
                statement.execute("select 1");
                tell(notifying.getNotifications());
                heardNanos = asked;
                tell(notifying.getNotifications(BEAT_MS));
            }
            statement.execute("unlisten " + channel);
        }
    }

    private void tell(PGNotification @Nullable [] notifications) {
        if (notifications != null && notifications.length > 0) {
            List<String> payloads = new ArrayList<>(notifications.length);
            for (PGNotification notification : notifications) {
                payloads.add(notification.getParameter());
            }
            listener.told(payloads);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BEAT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
