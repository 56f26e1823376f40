package vesper.api.payment;

import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.api.caller.Caller;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Ids;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.payment.RecordedPayment;
import vesper.bank.trace.Trace;

/**
 * Takes payments, each once. The id follows from client and idempotency key; whoever claims it first in the
 * {@link PaymentTracker} sends the payment, and all others with the same key and request share the result.
 */
final class PaymentIntake {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentIntake.class);

    private final RecordedLookup lookup;
    private final PaymentTracker tracker;
    private final PaymentResolver resolver;
    private final PaymentProducer producer;
    private final KeyedHash hash;
    private final long maxAmountMajor;
    private final LongAdder accepted = new LongAdder();

    PaymentIntake(
            RecordedLookup lookup,
            PaymentTracker tracker,
            PaymentResolver resolver,
            PaymentProducer producer,
            KeyedHash hash,
            long maxAmountMajor) {
        this.lookup = lookup;
        this.tracker = tracker;
        this.resolver = resolver;
        this.producer = producer;
        this.hash = hash;
        this.maxAmountMajor = maxAmountMajor;
    }

    /**
     * Who sends.
     *
     * @param history whether payments of long ago are allowed
     * @param caller null for what was agreed to before, such as a payment that two have signed
     * @param address of the connection, or what a trusted proxy says of it; null as for the caller
     */
    record Sender(
            String clientId,
            boolean history,
            @Nullable Caller caller,
            @Nullable String address) {
        /** Without its contents: the address is personal. */
        @Override
        public String toString() {
            return "Sender[" + clientId + "]";
        }

        /** Of a customer, who transfers from own accounts and sends nothing else; null for a client. */
        @Nullable
        Long customerId() {
            return caller == null ? null : caller.customerId();
        }
    }

    /**
     * A payment that was asked for, now or (repeated) by an earlier request with the same key.
     *
     * @param account of the customer, the payer or of a deposit the receiver; null if it was repeated, or refused
     */
    record Submission(
            TrackedPayment payment,
            boolean repeated,
            @Nullable Long account) {}

    /**
     * Checks a request by itself.
     *
     * @throws ProblemException naming every field that is wrong
     */
    CheckedPayment check(PaymentRequest request) {
        return PaymentCheck.check(request, maxAmountMajor);
    }

    /** Finds the cards of many payments at once, so that taking each asks the database for none. */
    void lookAhead(Collection<CheckedPayment> payments) {
        resolver.lookAhead(payments);
    }

    /**
     * Takes a payment; returns at once. Whether it was taken, the submission's future tells; if it fails, nothing was sent,
     * or Kafka did not answer.
     *
     * @param key idempotency key; null: the payment is a new one whatever was sent before
     * @throws ProblemException if its key was used for another request
     */
    Submission submit(Sender sender, @Nullable String key, CheckedPayment payment) {
        UUID id = key == null ? Ids.next() : Ids.of(sender.clientId(), key);
        TrackedPayment mine = new TrackedPayment(id, sender.clientId(), hash.of(payment));
        TrackedPayment before = tracker.claim(mine);
        if (before != null) {
            if (!before.asks(mine.requestHash())) {
                throw PaymentTracker.reused();
            }
            return new Submission(before, true, null);
        }
        Attempt attempt = attempt(mine, payment, sender);
        if (key == null) {
            attempt.action().run();
            return new Submission(mine, false, attempt.account());
        }
        // A request that was recorded before is answered as it was then, whatever would become of it now.
        var unused = lookup.find(id).whenComplete((row, failure) -> {
            if (failure != null) {
                giveBack(mine, failure);
            } else if (row.isPresent()) {
                repeat(mine, row.get());
            } else {
                attempt.action().run();
            }
        });
        return new Submission(mine, false, attempt.account());
    }

    /** How many payments Kafka has taken from this process; a repeat is none. */
    long accepted() {
        return accepted.sum();
    }

    private record Attempt(@Nullable Long account, Runnable action) {}

    /** Resolves the payment at once, on the caller's thread, and tells what to do with the result. */
    private Attempt attempt(TrackedPayment mine, CheckedPayment payment, Sender sender) {
        try {
            String trace = Trace.current();
            PaymentSubmitted event = resolver.resolve(mine, payment, sender);
            long account =
                    event.getKind() == PaymentKind.DEPOSIT ? event.getCreditorAccountId() : event.getDebtorAccountId();
            return new Attempt(account, () -> {
                try {
                    send(event, trace, mine);
                } catch (RuntimeException | Error e) {
                    giveBack(mine, e);
                }
            });
        } catch (RuntimeException | Error e) {
            return new Attempt(null, () -> giveBack(mine, e));
        }
    }

    private void giveBack(TrackedPayment claim, Throwable failure) {
        tracker.abandon(claim);
        claim.acknowledged().completeExceptionally(failure);
    }

    /** The claimed id is in the database: all who follow the claim learn what is recorded. */
    private void repeat(TrackedPayment claim, RecordedPayment row) {
        TrackedPayment known = TrackedPayment.of(row);
        tracker.replace(claim, known);
        if (known.asks(claim.requestHash())) {
            claim.repeats(known);
        } else {
            claim.acknowledged().completeExceptionally(PaymentTracker.reused());
        }
    }

    private void send(PaymentSubmitted event, String trace, TrackedPayment mine) {
        producer.send(event, trace, error -> {
            if (error == null) {
                accepted.increment();
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
