package vesper.api.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;

/**
 * Writes events to the audit log ten times a second, those of one moment that are alike as one with their number, so that calls do
 * not wait for the log's lock. While the database does not take them they are kept; when {@value #KEPT} are, calls wait.
 */
public final class AuditWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
    private static final int KEPT = 50_000;
    private static final int TOGETHER = 5_000;
    private static final long PAUSE_MS = 100;
    private static final long LAST_MOMENT_MS = 10_000;

    private final AuditLog log;
    private final BlockingQueue<AuditEvent> waiting = new ArrayBlockingQueue<>(KEPT);
    private final Thread thread = new Thread(this::run, "audit-writer");
    private volatile boolean running = true;

    AuditWriter(AuditLog log) {
        this.log = log;
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes an event to be written within a moment. */
    public void add(AuditEvent event) {
        try {
            waiting.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.error("an event of the audit log was lost, since its call was interrupted: {}", event.action());
        }
    }

    private void run() {
        List<AuditEvent> taken = new ArrayList<>();
        boolean failed = false;
        while (running || !waiting.isEmpty() || !taken.isEmpty()) {
            try {
                if (taken.isEmpty()) {
                    AuditEvent first = waiting.poll(PAUSE_MS, TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    taken.add(first);
                }
                if (running || failed) {
                    // What comes meanwhile is written with it; a database that is away is not asked all the time, at
                    // the end neither.
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
                }
                waiting.drainTo(taken, TOGETHER);
                log.append(merged(taken));
                taken.clear();
                failed = false;
            } catch (DataAccessException | TransactionException e) {
                failed = true;
                LOG.warn(
                        "the audit log cannot be written now, {} events wait: {}",
                        waiting.size() + taken.size(),
                        e.toString());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Events that are alike, as one that says how many they were. */
    static List<AuditEvent> merged(List<AuditEvent> events) {
        Map<AuditEvent, Integer> counts = new LinkedHashMap<>();
        events.forEach(event -> counts.merge(event, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(counted ->
                        counted.getValue() == 1 ? counted.getKey() : times(counted.getKey(), counted.getValue()))
                .toList();
    }

    private static AuditEvent times(AuditEvent event, int count) {
        return new AuditEvent(
                event.actor(),
                event.action(),
                event.object(),
                event.accountId(),
                event.outcome(),
                event.detail() + " x" + count);
    }

    /** Writes what waits, for ten seconds at most. */
    @Override
    public void close() {
        running = false;
        try {
            thread.join(LAST_MOMENT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.error("{} events of the audit log could not be written before the end", waiting.size());
            thread.interrupt();
        }
    }
}
