package vesper.api.payment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.payment.RecordedPayment;

/**
 * Takes payments, each once. The id follows from client and idempotency key; whoever claims it first in the
 * {@link PaymentTracker} sends the payment, and all others with the same key and request share the result.
 */
final class PaymentIntake {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentIntake.class);

    private final Bank bank;
    private final PaymentTracker tracker;
    private final PaymentResolver resolver;
    private final PaymentProducer producer;
    private final KeyedHash hash;
    private final long maxAmountMajor;

    PaymentIntake(
            Bank bank,
            PaymentTracker tracker,
            PaymentResolver resolver,
            PaymentProducer producer,
            KeyedHash hash,
            long maxAmountMajor) {
        this.bank = bank;
        this.tracker = tracker;
        this.resolver = resolver;
        this.producer = producer;
        this.hash = hash;
        this.maxAmountMajor = maxAmountMajor;
    }

    /** Who sends, and whether old payments are allowed. */
    record Sender(String clientId, boolean history) {}

    /** A payment that was asked for, now or (repeated) by an earlier request with the same key. */
    record Submission(TrackedPayment payment, boolean repeated) {}

    /**
     * Takes a payment; returns as soon as it is on its way.
     *
     * @param key idempotency key; null: the payment is a new one whatever was sent before
     * @throws ProblemException if it cannot be taken; then nothing was sent
     */
    Submission submit(Sender sender, @Nullable String key, PaymentRequest request) {
        CheckedPayment payment = PaymentCheck.check(request, maxAmountMajor);
        UUID id = key == null ? Ids.next() : Ids.of(sender.clientId(), key);
        TrackedPayment mine = new TrackedPayment(id, sender.clientId(), hash.of(payment));
        TrackedPayment before = tracker.claim(mine);
        if (before == null && key != null) {
            before = recorded(mine);
        }
        if (before != null) {
            if (!before.asks(mine.requestHash())) {
                throw PaymentTracker.reused();
            }
            return new Submission(before, true);
        }
        PaymentSubmitted event = giveBackOnFailure(mine, () -> resolver.resolve(mine, payment, sender.history()));
        send(event, mine);
        return new Submission(mine, false);
    }

    /** Looks for the claimed id in the database; if it is there, all who follow the claim learn what is recorded. */
    private @Nullable TrackedPayment recorded(TrackedPayment claim) {
        Optional<RecordedPayment> row = giveBackOnFailure(
                claim,
                () -> bank.payments().recorded(List.of(claim.id())).stream().findFirst());
        if (row.isEmpty()) {
            return null;
        }
        TrackedPayment known = TrackedPayment.of(row.get());
        tracker.replace(claim, known);
        if (known.asks(claim.requestHash())) {
            claim.record(Outcome.of(row.get()));
            claim.acknowledged().complete(known.acknowledged().join());
        } else {
            claim.acknowledged().completeExceptionally(PaymentTracker.reused());
        }
        return known;
    }

    private interface Step<T> {
        T run();
    }

    private <T> T giveBackOnFailure(TrackedPayment claim, Step<T> step) {
        try {
            return step.run();
        } catch (RuntimeException | Error e) {
            tracker.abandon(claim);
            claim.acknowledged().completeExceptionally(e);
            throw e;
        }
    }

    private void send(PaymentSubmitted event, TrackedPayment mine) {
        producer.send(event, error -> {
            if (error == null) {
                mine.acknowledged().complete(new Accepted(event.getAcceptedAt(), event.getBusinessDate()));
                return;
            }
            LOG.warn("payment {} was not acknowledged: {}", event.getId(), error.toString());
            tracker.unsent(mine);
            mine.acknowledged()
                    .completeExceptionally(ProblemException.retryLater(
                            ProblemCode.UNAVAILABLE,
                            "Send the same request with the same Idempotency-Key again after Retry-After.",
                            2));
        });
    }
}
