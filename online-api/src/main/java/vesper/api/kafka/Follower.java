package vesper.api.kafka;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that reads with a consumer until it is stopped, and tries on while Kafka is away. The consumer is closed by it, as no other
 * thread may use one that reads.
 */
public final class Follower {
    /** How long one look for messages takes, and a pause after one that failed. */
    public static final Duration POLL = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Thread thread;
    private final Consumer<String, byte[]> kafka;
    private volatile boolean running = true;

    /** What is done again and again; takes about {@link #POLL} if there is nothing to do. */
    public interface Reading {
        void read(Consumer<String, byte[]> kafka);
    }

    /** The consumer is the thread's as soon as that is started. */
    public Follower(String name, Consumer<String, byte[]> kafka, Reading reading) {
        this.kafka = kafka;
        this.thread = new Thread(() -> follow(reading), name);
        thread.setDaemon(true);
    }

    /** Begins to read; once. */
    public void start() {
        thread.start();
    }

    private void follow(Reading reading) {
        try (kafka) {
            while (running) {
                try {
                    reading.read(kafka);
                } catch (WakeupException e) {
                    LOG.debug("woken to stop");
                } catch (KafkaException e) {
                    LOG.warn("{} cannot read from Kafka, trying on: {}", thread.getName(), e.toString());
                    pause();
                }
            }
        }
    }

    /** Whether a follower is there and was not told to stop. */
    public static boolean runs(@Nullable Follower follower) {
        return follower != null && follower.running;
    }

    /** Waits before the next try. */
    public static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the reading and waits for it, some seconds at most. */
    public void stop() {
        running = false;
        kafka.wakeup();
        try {
            thread.join(STOP_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
