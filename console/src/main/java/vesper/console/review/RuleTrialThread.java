package vesper.console.review;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import vesper.bank.Bank;
import vesper.bank.fraud.RuleTrials;

/** Looks every second for rules that are to be tried, and tries them, one after the other: those too that a dead process left. */
@Component
class RuleTrialThread implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RuleTrialThread.class);

    private final RuleTrials trials;
    private volatile @Nullable ScheduledExecutorService thread;
    private boolean failing;

    RuleTrialThread(Bank bank) {
        trials = bank.ruleTrials();
    }

    /** A failure is said once, not every second, and not while this stops; what was asked for stays so. */
    private void tick() {
        try {
            trials.workOff();
            failing = false;
        } catch (CancellationException e) {
            LOG.info("{}", e.getMessage());
        } catch (RuntimeException e) {
            if (!failing && isRunning()) {
                LOG.warn("cannot try rules; trying on", e);
            }
            failing = true;
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, "rule-trials");
            worker.setDaemon(true);
            return worker;
        });
        thread = started;
        var unused = started.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        if (running != null) {
            running.shutdownNow();
            try {
                if (!running.awaitTermination(5, TimeUnit.SECONDS)) {
                    LOG.warn("a trial of rules did not stop in time");
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
