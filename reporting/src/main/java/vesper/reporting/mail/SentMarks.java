package vesper.reporting.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Marks in the outbox what the server has accepted, while the workers speak the next mails: one thread commits at once what was
 * accepted within a few milliseconds. A process that dies repeats what was not marked yet, so there is room for few of those; a
 * worker that finds none waits before it speaks.
 */
final class SentMarks implements AutoCloseable {

    /** Most mails that are being spoken, or accepted and not marked, at a time in a process. */
    static final int ROOM = 96;

    private static final Logger LOG = LoggerFactory.getLogger(SentMarks.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    /** A commit costs as much as marking a dozen mails: it waits this long for company, unless half the room is taken. */
    private static final Duration COMPANY = Duration.ofMillis(15);

    private static final long END = -1;

    private final MailLeases outbox;
    private final Semaphore room = new Semaphore(ROOM);
    private final BlockingQueue<Long> accepted = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "mail-marks");

    SentMarks(MailLeases outbox) {
        this.outbox = outbox;
        thread.setDaemon(true);
        thread.start();
    }

    /** Room for one mail that is about to be spoken; given back by itself if the mail is not accepted. */
    final class Place implements AutoCloseable {
        private boolean used;

        /** The server has accepted the mail. */
        void accepted(long id) {
            used = true;
            accepted.add(id);
        }

        @Override
        public void close() {
            if (!used) {
                room.release();
            }
        }
    }

    /** Waits until there is room for another mail; null if the sender is to stop before there is. */
    @Nullable
    Place place(BooleanSupplier stopping) throws InterruptedException {
        while (!stopping.getAsBoolean()) {
            if (room.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Place();
            }
        }
        return null;
    }

    private void run() {
        try {
            boolean ended = false;
            while (!ended) {
                List<Long> ids = gather();
                ended = ids.removeIf(id -> id == END);
                mark(ids);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Long> gather() throws InterruptedException {
        List<Long> ids = new ArrayList<>();
        ids.add(accepted.take());
        long until = System.nanoTime() + COMPANY.toNanos();
        accepted.drainTo(ids);
        while (ids.size() < ROOM / 2 && !ids.contains(END)) {
            Long next = accepted.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            ids.add(next);
            accepted.drainTo(ids);
        }
        return ids;
    }

    /** Tries until the database takes the marks; once at least, and no more than once when the process wants to end. */
    private void mark(List<Long> ids) throws InterruptedException {
        boolean last = false;
        while (!ids.isEmpty()) {
            try {
                outbox.sent(ids);
                room.release(ids.size());
                return;
            } catch (DataAccessException e) {
                if (last) {
                    LOG.error("{} mails that the server has are not marked and will go out again", ids.size(), e);
                    return;
                }
                LOG.warn("mails cannot be marked as sent, next try in {} ms: {}", RETRY.toMillis(), e.getMessage());
                last = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Returns when all that was accepted is marked; no worker may go on. */
    @Override
    public void close() {
        closing.countDown();
        accepted.add(END);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
