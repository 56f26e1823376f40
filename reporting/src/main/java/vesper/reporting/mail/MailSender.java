package vesper.reporting.mail;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due in the outbox, with a few workers that each keep one connection to the mail server. Any number of
 * processes may send from one outbox.
 */
public final class MailSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);
    private static final long IDLE_MS = 500;

    private final MailLeases outbox;
    private final MailSettings settings;
    private final String owner;
    private final MailComposer composer;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable SentMarks marks;

    /**
     * A sender that is not started.
     *
     * @param owner names this process among those that send from the same outbox, the same after a restart; without '#'
     * @param clock gives the date in a mail's header
     * @param signer signs copies of documents that a password opens; null leaves them unsigned
     */
    public MailSender(
            MailOutbox outbox,
            MailSettings settings,
            String owner,
            Clock clock,
            @Nullable UnaryOperator<byte[]> signer,
            MailLinks links) {
        if (owner.isBlank() || owner.indexOf('#') >= 0) {
            throw new IllegalArgumentException("owner must be a name without '#'");
        }
        this.outbox = outbox.leases();
        this.settings = settings;
        this.owner = owner;
        this.composer = new MailComposer(settings, clock, signer, links);
    }

    /** Starts the workers. What an earlier process of this name had not finished is due at once. */
    public void start() {
        int reclaimed = outbox.reclaim(owner + '#');
        LOG.info(
                "mail sender {} starts: {} workers to {}:{}, {} mails left by an earlier run",
                owner,
                settings.workers(),
                settings.host(),
                settings.port(),
                reclaimed);
        SentMarks common = new SentMarks(outbox);
        marks = common;
        for (int i = 1; i <= settings.workers(); i++) {
            MailWorker worker = worker(i, common);
            Thread thread = new Thread(() -> run(worker), "mail-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private MailWorker worker(int number, SentMarks common) {
        return new MailWorker(outbox, common, settings, owner + '#' + number, composer, () -> stopped.getCount() == 0);
    }

    private void run(MailWorker worker) {
        try (worker) {
            long pauseMs = 0;
            while (!stopped.await(pauseMs, TimeUnit.MILLISECONDS)) {
                pauseMs = pauseAfter(worker, pauseMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long pauseAfter(MailWorker worker, long lastPauseMs) throws InterruptedException {
        try {
            return worker.sendBatch().taken() > 0 ? 0 : IDLE_MS;
        } catch (MailServerDownException | org.springframework.dao.DataAccessException e) {
            long pauseMs = Math.min(30_000, Math.max(IDLE_MS, lastPauseMs * 2));
            LOG.warn("mail is not moving, next try in {} ms: {}", pauseMs, e.getMessage());
            return pauseMs;
        }
    }

    /**
     * Sends all that is due now and returns when it is marked; for benchmarks and for a process that does nothing else.
     *
     * @return how many mails the server accepted
     * @throws MailServerDownException if the server cannot be reached
     */
    public int sendDue() {
        ExecutorService threadPool = Executors.newFixedThreadPool(settings.workers());
        try (SentMarks common = new SentMarks(outbox)) {
            List<Callable<Integer>> workers = new ArrayList<>();
            for (int i = 1; i <= settings.workers(); i++) {
                MailWorker worker = worker(i, common);
                workers.add(() -> sendDue(worker));
            }
            int sent = 0;
            for (Future<Integer> each : threadPool.invokeAll(workers)) {
                sent += each.get();
            }
            return sent;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while mail was sent", e);
        } finally {
            threadPool.shutdown();
        }
    }

    private static int sendDue(MailWorker worker) throws InterruptedException {
        try (worker) {
            int sent = 0;
            while (true) {
                MailWorker.Batch batch = worker.sendBatch();
                if (batch.taken() == 0) {
                    return sent;
                }
                sent += batch.sent();
            }
        }
    }

    /** Stops after the mails that are being spoken now; returns when the workers have ended. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            }
            if (marks != null) {
                marks.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
