package vesper.bank.payment;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.database.RoundTrip;
import vesper.bank.event.EventCodec;
import vesper.bank.event.OutcomeStatus;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentOutcome;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.Ledger;
import vesper.bank.outbox.Outbox;

/** Records decisions on payments and books those that are approved. */
public final class Payments {
    private final PaymentTable table;
    private final TransactionTemplate transaction;
    private final Ledger ledger;
    private final Outbox outbox;

    /** Over one database; {@code transaction}, {@code ledger} and {@code outbox} must be of the same one. */
    public static Payments over(JdbcTemplate jdbc, TransactionTemplate transaction, Ledger ledger, Outbox outbox) {
        return new Payments(new PaymentTable(jdbc), transaction, ledger, outbox);
    }

    private Payments(PaymentTable table, TransactionTemplate transaction, Ledger ledger, Outbox outbox) {
        this.table = table;
        this.transaction = transaction;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    public Optional<Payment> find(UUID id) {
        return table.find(id);
    }

    /** Where those of the payments stand that are recorded; one query, results in no order. */
    public List<RecordedPayment> recorded(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : table.recorded(ids);
    }

    /**
     * A sender's payments whose state was recorded, or changed, at that moment or later, in the order in which they last did. One that
     * is just being recorded may come to light some seconds after that.
     *
     * @param limit most that are given, the earliest
     */
    public List<ChangedPayment> changed(String clientId, Instant since, int limit) {
        return table.changed(clientId, since, limit);
    }

    /**
     * Records the decisions in one transaction: payments, entries in the books, holds and cases of those under review, and the
     * outcomes to be published. A decision that comes again, or too late, has no effect.
     *
     * @return the decisions that were not recorded because another request took the payment's id first
     * @throws org.springframework.dao.DataAccessException if the database fails; then nothing was recorded
     */
    public List<DecisionMessage> record(List<DecisionMessage> decisions) {
        return transaction.execute(status -> {
            PaymentTable.Before before = table.lock(
                    decisions.stream().map(DecisionMessage::paymentId).toList());
            Moves moves = new Moves(before);
            decisions.forEach(moves::add);
            Map<UUID, BookingOutcome> outcomes = new HashMap<>();
            ledger.book(moves.requests()).forEach(outcome -> outcomes.put(outcome.id(), outcome));
            List<Recorded> settled = moves.recorded().stream()
                    .map(payment -> payment.settled(outcomes.get(payment.id())))
                    .toList();
            if (!settled.isEmpty()) {
                RoundTrip trip = new RoundTrip();
                table.write(trip, settled);
                outbox.add(trip, Topics.OUTCOME, outcomes(settled, outcomes, before.readAt()));
                table.run(trip);
            }
            return moves.reused();
        });
    }

    private static List<Outbox.Message> outcomes(
            List<Recorded> payments, Map<UUID, BookingOutcome> booked, Instant recordedAt) {
        return payments.stream()
                .map(payment -> new PaymentOutcome(
                        payment.id(),
                        OutcomeStatus.valueOf(payment.status().name()),
                        payment.reason(),
                        booked.get(payment.id()) instanceof BookingOutcome.Booked entry ? entry.bookingDate() : null,
                        payment.decided().getPayment().getAcceptedAt(),
                        recordedAt))
                .map(event -> new Outbox.Message(event.getPaymentId().toString(), EventCodec.OUTCOME.encode(event)))
                .toList();
    }

    /** A payment on its way into the table. */
    record Recorded(
            DecisionMessage decision,
            boolean isNew,
            PaymentStatus status,
            @Nullable String reason) {
        UUID id() {
            return decision.paymentId();
        }

        PaymentDecided decided() {
            return decision.decided();
        }

        boolean isOf(PaymentSubmitted payment) {
            return decided().getPayment().getRequestHash().equals(payment.getRequestHash());
        }

        /** What the ledger's answer makes of it. That a rejected payment had no hold any more changes nothing. */
        Recorded settled(@Nullable BookingOutcome outcome) {
            return outcome instanceof BookingOutcome.Refused refused && status != PaymentStatus.REJECTED
                    ? new Recorded(
                            decision,
                            isNew,
                            PaymentStatus.REFUSED,
                            refused.reason().name().toLowerCase(Locale.ROOT))
                    : this;
        }
    }
}
