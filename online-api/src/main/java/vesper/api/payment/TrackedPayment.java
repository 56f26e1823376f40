package vesper.api.payment;

import java.security.MessageDigest;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.payment.RecordedPayment;

/**
 * A payment on its way: first claimed, then acknowledged by Kafka, then recorded in the books. Both steps are futures, so
 * that any number of requests can follow the same payment without a thread each.
 */
final class TrackedPayment {
    private final UUID id;
    private final String clientId;
    private final byte[] requestHash;
    private final long sinceNanos = System.nanoTime();
    private final CompletableFuture<Accepted> acknowledged;
    private final CompletableFuture<Outcome> recorded = new CompletableFuture<>();
    private volatile @Nullable Outcome outcome;
    private volatile boolean repeated;
    /** Age from which it is looked up again. */
    private volatile long nextLookUpNanos;

    /** A payment that somebody asks for now. */
    TrackedPayment(UUID id, String clientId, byte[] requestHash) {
        this(id, clientId, requestHash, new CompletableFuture<>());
    }

    private TrackedPayment(UUID id, String clientId, byte[] requestHash, CompletableFuture<Accepted> acknowledged) {
        this.id = id;
        this.clientId = clientId;
        this.requestHash = requestHash;
        this.acknowledged = acknowledged;
    }

    /** A payment that Kafka holds. */
    static TrackedPayment of(PaymentSubmitted event) {
        byte[] hash = new byte[event.getRequestHash().remaining()];
        event.getRequestHash().duplicate().get(hash);
        return new TrackedPayment(
                event.getId(),
                event.getClientId(),
                hash,
                CompletableFuture.completedFuture(new Accepted(event.getAcceptedAt(), event.getBusinessDate())));
    }

    /** A payment that the database holds. */
    static TrackedPayment of(RecordedPayment row) {
        TrackedPayment payment = new TrackedPayment(
                row.id(),
                row.clientId(),
                row.requestHash(),
                CompletableFuture.completedFuture(new Accepted(row.acceptedAt(), row.businessDate())));
        payment.record(Outcome.of(row));
        return payment;
    }

    UUID id() {
        return id;
    }

    String clientId() {
        return clientId;
    }

    byte[] requestHash() {
        return requestHash;
    }

    /** In constant time: what a reused key was used for is the client's secret. */
    boolean asks(byte[] otherHash) {
        return MessageDigest.isEqual(requestHash, otherHash);
    }

    /** Whether it is older than this, and twice as old as when it last was. */
    boolean waitsLongerThan(long ageNanos) {
        long age = System.nanoTime() - sinceNanos;
        if (age < Math.max(ageNanos, nextLookUpNanos)) {
            return false;
        }
        nextLookUpNanos = 2 * age;
        return true;
    }

    /** Completes when Kafka has it; fails with the problem to answer if it was not taken. */
    CompletableFuture<Accepted> acknowledged() {
        return acknowledged;
    }

    /** Completes with the first outcome that is recorded; never fails. */
    CompletableFuture<Outcome> recorded() {
        return recorded;
    }

    /** The newest outcome known here; null while none is. */
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    /** Takes over what is known of the payment that was recorded before under the same id. */
    void repeats(TrackedPayment known) {
        repeated = true;
        Outcome before = known.outcome();
        if (before != null) {
            record(before);
        }
        acknowledged.complete(known.acknowledged().join());
    }

    /** Whether it turned out that the payment had been recorded before it was asked for. */
    boolean repeated() {
        return repeated;
    }

    void record(Outcome newest) {
        outcome = newest;
        recorded.complete(newest);
    }
}
