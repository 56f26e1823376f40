package vesper.console;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that is done every second, on one thread of its own, while the console runs. A failure is said once, not every second, and
 * not while this stops; the work goes on.
 */
public abstract class EverySecond implements SmartLifecycle {
    private static final int STOP_SECONDS = 5;

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final String name;
    private final String failure;
    private volatile @Nullable ScheduledExecutorService thread;
    private boolean failing;

    /**
     * @param name of the thread
     * @param failure what is logged if the work fails, such as {@code cannot read the figures}
     */
    protected EverySecond(String name, String failure) {
        this.name = name;
        this.failure = failure;
    }

    /** Does the work once; interrupted if this stops meanwhile. */
    protected abstract void work();

    private void tick() {
        try {
            work();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing && isRunning()) {
                log.warn("{}; trying on", failure, e);
            }
            failing = true;
        }
    }

    @Override
    public final void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, name);
            worker.setDaemon(true);
            return worker;
        });
        thread = started;
        var unused = started.scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    @Override
    public final void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        if (running != null) {
            running.shutdownNow();
            try {
                if (!running.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                    log.warn("{} did not stop in time", name);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public final boolean isRunning() {
        return thread != null;
    }
}
