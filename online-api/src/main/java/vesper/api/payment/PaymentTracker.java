package vesper.api.payment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;

/**
 * Remembers the payments that are not recorded in the database yet, so that a repeated request finds the first one: its own
 * from the moment they are claimed, those of other instances and of a former life as {@link PaymentFeed} reads them. A
 * payment is dropped some time after it was recorded; from then on the database answers for it.
 *
 * <p>Bounded: when too many wait to be recorded, new ones are refused.
 */
final class PaymentTracker {
    private static final int MAX_SETTLED = 200_000;
    private static final int MAX_UNSENT = 50_000;

    private final int maxUnrecorded;
    private final ConcurrentMap<UUID, TrackedPayment> open = new ConcurrentHashMap<>();
    private final AtomicInteger openCount = new AtomicInteger();
    private final Cache<UUID, TrackedPayment> settled;
    private final Cache<UUID, byte[]> unsent = Caffeine.newBuilder()
            .maximumSize(MAX_UNSENT)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    PaymentTracker(int maxUnrecorded, Duration settledMemory) {
        this.maxUnrecorded = maxUnrecorded;
        settled = Caffeine.newBuilder()
                .maximumSize(MAX_SETTLED)
                .expireAfterWrite(settledMemory)
                .build();
    }

    /**
     * Claims the payment's id.
     *
     * @return null if the id is now this payment's; else the payment that has it
     * @throws ProblemException if too many wait, or the id was used before for another request of which it is not known
     *     whether Kafka has it
     */
    @Nullable
    TrackedPayment claim(TrackedPayment mine) {
        Optional<TrackedPayment> before = find(mine.id());
        if (before.isPresent()) {
            return before.get();
        }
        byte[] earlier = unsent.getIfPresent(mine.id());
        if (earlier != null && !MessageDigest.isEqual(earlier, mine.requestHash())) {
            throw reused();
        }
        if (openCount.get() >= maxUnrecorded) {
            throw ProblemException.retryLater(
                    ProblemCode.BACKLOG_FULL, "Booking is behind; send again after Retry-After, with the same key.", 5);
        }
        TrackedPayment other = open.putIfAbsent(mine.id(), mine);
        if (other == null) {
            openCount.incrementAndGet();
        }
        return other;
    }

    /** Gives the id back: the payment was not taken, as if it had never been asked for. */
    void abandon(TrackedPayment mine) {
        if (open.remove(mine.id(), mine)) {
            openCount.decrementAndGet();
        }
    }

    /** Gives the id back, but only for the same request: Kafka did not answer, and may have the payment after all. */
    void unsent(TrackedPayment mine) {
        unsent.put(mine.id(), mine.requestHash());
        abandon(mine);
    }

    /** Takes in a payment that Kafka holds; does nothing if it is known. */
    void seen(TrackedPayment payment) {
        if (settled.getIfPresent(payment.id()) == null && open.putIfAbsent(payment.id(), payment) == null) {
            openCount.incrementAndGet();
        }
    }

    /** Takes in what was recorded; payments that are not known here are left to the database. */
    void record(UUID id, Outcome outcome) {
        TrackedPayment payment = find(id).orElse(null);
        if (payment == null) {
            return;
        }
        // Settled before it leaves the open ones, so that it can be found at any moment.
        settled.put(id, payment);
        abandon(payment);
        payment.record(outcome);
    }

    /** Puts what the database holds in the place of a claim. */
    void replace(TrackedPayment claim, TrackedPayment recorded) {
        settled.put(recorded.id(), recorded);
        abandon(claim);
    }

    Optional<TrackedPayment> find(UUID id) {
        TrackedPayment payment = open.get(id);
        return Optional.ofNullable(payment != null ? payment : settled.getIfPresent(id));
    }

    /**
     * Payments that Kafka has had for longer than the age, and of which no outcome was heard. Each is named again only when it
     * has waited twice as long, so that a bank that books late is not asked for all that waits again and again.
     */
    List<UUID> waitingLongerThan(Duration age) {
        return open.values().stream()
                .filter(payment -> payment.acknowledged().isDone() && payment.waitsLongerThan(age.toNanos()))
                .map(TrackedPayment::id)
                .toList();
    }

    /** How many payments wait to be recorded. */
    int unrecorded() {
        return openCount.get();
    }

    static ProblemException reused() {
        return new ProblemException(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                "Send the first body again to learn what became of it, or use a new key for another payment.");
    }
}
