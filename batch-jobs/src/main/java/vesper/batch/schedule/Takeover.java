package vesper.batch.schedule;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.bank.audit.Actor;
import vesper.batch.operator.Operations;

/**
 * Goes on, within seconds, with a close whose process died, while this one runs. Any number of processes may look: one of them takes
 * over, and none as long as the process that closes is alive.
 */
public final class Takeover implements AutoCloseable {
    private static final Actor TAKEOVER = Actor.system("takeover");
    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    private final Operations operations;
    private final Duration every;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;

    /** Does nothing until it is started. */
    public Takeover(Operations operations, Duration every) {
        this.operations = operations;
        this.every = every;
    }

    /** Starts looking, on a thread of its own. */
    public void start() {
        Thread looking = new Thread(this::run, "takeover");
        looking.setDaemon(true);
        thread = looking;
        looking.start();
    }

    private void run() {
        try {
            while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    operations
                            .takeOver(TAKEOVER)
                            .ifPresent(run -> LOG.warn("run {} goes on with a close whose process died", run));
                } catch (RuntimeException e) {
                    LOG.warn("whether a close was left behind could not be seen: {}", e.toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops looking; a close that was taken over goes on. */
    @Override
    public void close() {
        stopped.countDown();
        Thread looking = thread;
        if (looking != null) {
            looking.interrupt();
        }
    }
}
