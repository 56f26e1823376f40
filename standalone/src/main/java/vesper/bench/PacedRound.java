package vesper.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import vesper.bank.Ids;
import vesper.feed.RunningApi;

/**
 * Payments sent at an even pace that does not wait for answers, and when each of them got how far. All times are
 * microseconds of the wall clock; zero: not yet.
 */
final class PacedRound {
    private static final int LIMIT_SECONDS = 30;
    private static final int MOST_UNANSWERED = 1_000;
    private static final int MOST_WARMING_UP = 500;

    private final Map<UUID, Integer> numbers = new HashMap<>();
    private final String[] keys;
    private final long[] due;
    private final long[] answered;
    private final long[] accepted;
    private final long[] decided;
    private final long[] recorded;
    private final CountDownLatch open;
    private final Semaphore unanswered;
    private final boolean booking;
    private final boolean patient;
    private int booked;
    private volatile @Nullable Throwable failure;

    /**
     * A round that is measured: it fails if the bank falls far behind.
     *
     * @param booking whether outcomes are waited for as well
     */
    static PacedRound measured(String name, int payments, boolean booking) {
        return new PacedRound(name, payments, booking, MOST_UNANSWERED, false);
    }

    /** A round that waits when some requests are unanswered, for a bank that is not warm yet. */
    static PacedRound warmUp(int number, int payments, boolean booking) {
        return new PacedRound("warm-up-" + number, payments, booking, MOST_WARMING_UP, true);
    }

    private PacedRound(String name, int payments, boolean booking, int mostUnanswered, boolean patient) {
        this.booking = booking;
        this.patient = patient;
        unanswered = new Semaphore(mostUnanswered);
        keys = new String[payments];
        due = new long[payments];
        answered = new long[payments];
        accepted = new long[payments];
        decided = new long[payments];
        recorded = new long[payments];
        // The answer to the request, the decision and, if payments are booked, the outcome.
        open = new CountDownLatch((booking ? 3 : 2) * payments);
        for (int n = 0; n < payments; n++) {
            keys[n] = "bench-" + name + "-" + n;
            numbers.put(Ids.of(RunningApi.CLIENT, keys[n]), n);
        }
    }

    int size() {
        return keys.length;
    }

    /** Sends all payments, each batch when it is due, however late the answers to others are. */
    void send(LeanSender sender, CardPayments payments, IntUnaryOperator payment, int perSecond, int batch) {
        long start = System.nanoTime();
        long startMicros = now();
        for (int first = 0; first < keys.length; first += batch) {
            int from = first;
            int until = Math.min(first + batch, keys.length);
            long dueNanos = from * 1_000_000_000L / perSecond;
            Arrays.fill(due, from, until, startMicros + dueNanos / 1_000);
            Map<String, Map<String, Object>> requests = new LinkedHashMap<>();
            for (int n = from; n < until; n++) {
                requests.put(keys[n], payments.request(payment.applyAsInt(n)));
            }
            byte[] body = CardPayments.batch(requests);
            for (long wait = start + dueNanos - System.nanoTime(); wait > 0; ) {
                LockSupport.parkNanos(wait);
                wait = start + dueNanos - System.nanoTime();
            }
            if (patient) {
                unanswered.acquireUninterruptibly(until - from);
            } else if (!unanswered.tryAcquire(until - from)) {
                throw new IllegalStateException(
                        "the bank does not keep up: " + MOST_UNANSWERED + " payments are not answered");
            }
            sender.send(body, problem -> answered(from, until, problem));
        }
    }

    private void answered(int from, int until, @Nullable String problem) {
        Arrays.fill(answered, from, until, now());
        unanswered.release(until - from);
        if (problem != null) {
            failure = new IllegalStateException("payments were not accepted: " + problem);
        }
        for (int n = from; n < until; n++) {
            open.countDown();
        }
    }

    /** Waits until every payment has its outcome. */
    void await(Arrivals arrivals) throws InterruptedException {
        boolean all = open.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        Throwable thrown = failure != null ? failure : arrivals.failure();
        if (thrown != null) {
            throw new IllegalStateException("the payments cannot be measured: " + thrown.getMessage(), thrown);
        }
        if (!all) {
            throw new IllegalStateException(open.getCount() + " answers, decisions and outcomes did not come within "
                    + LIMIT_SECONDS + " seconds");
        }
    }

    /** Which payment of this round it is; -1 if it is none. */
    int number(UUID id) {
        return numbers.getOrDefault(id, -1);
    }

    /** Whether outcomes are waited for, which name the time of acceptance. */
    boolean books() {
        return booking;
    }

    /** A decision was seen, and the time of acceptance read from it. */
    void decided(int payment, long acceptedAt, long at) {
        accepted[payment] = acceptedAt;
        decided(payment, at);
    }

    /** A decision was seen; one that comes again does not count. */
    void decided(int payment, long at) {
        if (decided[payment] == 0) {
            decided[payment] = at;
            open.countDown();
        }
    }

    /** An outcome was seen, with the time of acceptance that it names. */
    void recorded(int payment, long acceptedAt, long at, boolean isBooked) {
        if (recorded[payment] == 0) {
            accepted[payment] = acceptedAt;
            recorded[payment] = at;
            booked += isBooked ? 1 : 0;
            open.countDown();
        }
    }

    /** Share of the payments that were booked rather than refused, declined or put under review. */
    double bookedShare() {
        return booked / (double) keys.length;
    }

    /** Milliseconds from due to answered. */
    double[] toAnswer() {
        return millis(due, answered);
    }

    /** Milliseconds from accepted to decided. */
    double[] toDecision() {
        return millis(accepted, decided);
    }

    /** Milliseconds from accepted to recorded in the books and published. */
    double[] toOutcome() {
        return millis(accepted, recorded);
    }

    /** Milliseconds from due to recorded and published. */
    double[] fromDueToOutcome() {
        return millis(due, recorded);
    }

    private static double[] millis(long[] from, long[] to) {
        double[] millis = new double[from.length];
        for (int n = 0; n < millis.length; n++) {
            millis[n] = (to[n] - from[n]) / 1_000.0;
        }
        return millis;
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
