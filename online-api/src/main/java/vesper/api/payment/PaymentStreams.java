package vesper.api.payment;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vesper.api.payment.PaymentStream.Event;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.payment.ChangedPayment;
import vesper.bank.payment.Payments;

/**
 * The open streams of payments by caller. What the {@link PaymentFeed} hears of a payment is told to its sender's streams at once; what
 * a caller missed between two streams is read from the database, a little more than needed: an event may come twice, and none is
 * left out. Streams end with the token that opened them, within a second or two.
 */
final class PaymentStreams implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentStreams.class);
    /** How long a payment may take from being recorded to being seen by others: transactions are shorter. */
    private static final long SEEN_WITHIN_SECONDS = 10;

    private static final int PAST = 5_000;
    private static final int WRITERS = 100;
    private static final int MICROS_DIGITS = 16;
    private static final long LOOK_MS = 1_000;
    /** Longer than any token lives; streams end before, with theirs. */
    private static final long LONGEST_MS = 2 * 60 * 60 * 1_000L;

    private final PaymentTracker tracker;
    private final RecordedLookup lookup;
    private final Payments payments;
    private final JwtDecoder tokens;
    private final StreamSettings settings;
    private final Clock clock;
    private final Map<String, Set<PaymentStream>> byCaller = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final ExecutorService senders = new ThreadPoolExecutor(
            0, WRITERS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("payment-stream"));
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(daemons("payment-streams"));
    private volatile boolean running;

    PaymentStreams(
            PaymentTracker tracker,
            RecordedLookup lookup,
            Payments payments,
            JwtDecoder tokens,
            StreamSettings settings,
            Clock clock) {
        this.tracker = tracker;
        this.lookup = lookup;
        this.payments = payments;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Opens a stream of the caller's payments.
     *
     * @param token the access token, with which the stream ends
     * @param lastEventId where an earlier stream was; null: what happens from now on
     * @throws ProblemException if the id is none of ours, or too many streams are open
     */
    SseEmitter open(String caller, String token, @Nullable String lastEventId) {
        Instant now = clock.instant();
        Instant since = lastEventId == null ? null : place(lastEventId);
        SseEmitter emitter = new SseEmitter(LONGEST_MS);
        PaymentStream stream = new PaymentStream(caller, token, emitter, senders, settings.held());
        register(stream);
        emitter.onCompletion(() -> forget(stream));
        emitter.onTimeout(emitter::complete);
        emitter.onError(failure -> forget(stream));
        try {
            List<Event> past = new ArrayList<>();
            // The place from which the next stream goes on, if nothing happens in this one.
            past.add(new Event(since == null ? now : since, null, null));
            if (since != null) {
                past.addAll(missed(caller, since, now));
            }
            stream.begin(past);
            return emitter;
        } catch (RuntimeException e) {
            forget(stream);
            throw e;
        }
    }

    private static Instant place(String lastEventId) {
        String id = lastEventId.strip();
        if (id.isEmpty() || id.length() > MICROS_DIGITS || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ProblemException(
                    ProblemCode.INVALID_CURSOR,
                    "Last-Event-ID must be the id of an event; leave it out to start anew.");
        }
        return Instant.EPOCH.plus(Long.parseLong(id), ChronoUnit.MICROS);
    }

    private List<Event> missed(String caller, Instant since, Instant now) {
        if (since.isBefore(now.minus(settings.goOnWithin()))) {
            return List.of(new Event(now, "gap", null));
        }
        List<ChangedPayment> changed = payments.changed(caller, since.minusSeconds(SEEN_WITHIN_SECONDS), PAST + 1);
        if (changed.size() > PAST) {
            return List.of(new Event(now, "gap", null));
        }
        return changed.stream()
                .map(payment -> Event.of(PaymentAnswer.of(payment.payment()), payment.changedAt()))
                .toList();
    }

    private void register(PaymentStream stream) {
        if (open.incrementAndGet() > settings.most() || !running) {
            open.decrementAndGet();
            throw ProblemException.retryLater(
                    ProblemCode.OVERLOADED, "Too many streams are open; try again later.", 10);
        }
        Set<PaymentStream> others = byCaller.compute(stream.caller(), (caller, streams) -> {
            Set<PaymentStream> all = streams == null ? ConcurrentHashMap.newKeySet() : streams;
            if (all.size() < settings.perCaller()) {
                all.add(stream);
            }
            return all;
        });
        if (!others.contains(stream)) {
            open.decrementAndGet();
            throw ProblemException.retryLater(
                    ProblemCode.TOO_MANY_REQUESTS,
                    "You have " + settings.perCaller() + " streams open here; one carries all your payments.",
                    10);
        }
    }

    private void forget(PaymentStream stream) {
        byCaller.computeIfPresent(stream.caller(), (caller, streams) -> {
            if (streams.remove(stream)) {
                open.decrementAndGet();
            }
            return streams.isEmpty() ? null : streams;
        });
    }

    /** Tells the streams of a payment's sender, if there are any, what became of it. */
    void tell(UUID payment, Outcome outcome, Instant changedAt) {
        if (byCaller.isEmpty()) {
            return;
        }
        tracker.find(payment).ifPresentOrElse(known -> tell(known, outcome, changedAt), () -> {
            var unused = lookup.find(payment).whenComplete((row, failure) -> {
                if (failure == null) {
                    row.ifPresent(found -> tell(TrackedPayment.of(found), outcome, changedAt));
                } else {
                    // Whose it is cannot be seen now: all read on from where they were.
                    endAll();
                }
            });
        });
    }

    private void tell(TrackedPayment payment, Outcome outcome, Instant changedAt) {
        Set<PaymentStream> streams = byCaller.get(payment.clientId());
        if (streams != null) {
            // An outcome may be heard before Kafka's acknowledgement of the payment itself.
            var unused = payment.acknowledged().thenAccept(accepted -> {
                Event event = Event.of(PaymentAnswer.of(payment, accepted, outcome), changedAt);
                streams.forEach(stream -> stream.tell(event));
            });
        }
    }

    int open() {
        return open.get();
    }

    private void endThoseOfEndedTokens() {
        byCaller.values()
                .forEach(streams -> streams.forEach(stream -> {
                    try {
                        tokens.decode(stream.token());
                    } catch (DataAccessException e) {
                        LOG.debug("whether a token still holds cannot be seen now; it is asked again in a moment", e);
                    } catch (RuntimeException e) {
                        stream.end();
                    }
                }));
    }

    private void endAll() {
        byCaller.values().forEach(streams -> streams.forEach(PaymentStream::end));
    }

    private void heartbeat() {
        byCaller.values().forEach(streams -> streams.forEach(PaymentStream::heartbeat));
    }

    @Override
    public void start() {
        running = true;
        long beat = settings.heartbeat().toMillis();
        var unusedWatch =
                watch.scheduleWithFixedDelay(this::endThoseOfEndedTokens, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        var unusedBeat = watch.scheduleWithFixedDelay(this::heartbeat, beat, beat, TimeUnit.MILLISECONDS);
    }

    /** Ends the streams first, so that the web server need not wait for them. */
    @Override
    public void stop() {
        running = false;
        watch.shutdownNow();
        endAll();
        senders.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
