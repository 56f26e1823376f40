package vesper.bank.payment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.calendar.BusinessDay;
import vesper.bank.event.EventCodec;
import vesper.bank.event.OutcomeStatus;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentOutcome;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Ledger;
import vesper.bank.outbox.Outbox;

/** Records decisions on payments and books those that are approved. */
public final class Payments {
    private final PaymentTable table;
    private final TransactionTemplate transaction;
    private final BusinessDates dates;
    private final Ledger ledger;
    private final Outbox outbox;

    /** Over one database; {@code transaction}, {@code dates}, {@code ledger} and {@code outbox} must be of the same one. */
    public static Payments over(
            JdbcTemplate jdbc, TransactionTemplate transaction, BusinessDates dates, Ledger ledger, Outbox outbox) {
        return new Payments(new PaymentTable(jdbc), transaction, dates, ledger, outbox);
    }

    private Payments(
            PaymentTable table, TransactionTemplate transaction, BusinessDates dates, Ledger ledger, Outbox outbox) {
        this.table = table;
        this.transaction = transaction;
        this.dates = dates;
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
     * Records the decisions in one transaction: payments, entries in the books, review cases and the outcomes to be
     * published. A decision that comes again, or too late, has no effect.
     *
     * @return the decisions that were not recorded because another request took the payment's id first
     * @throws org.springframework.dao.DataAccessException if the database fails; then nothing was recorded
     */
    public List<PaymentDecided> record(List<PaymentDecided> decisions) {
        List<PaymentDecided> reused = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            reused.clear();
            dates.holdStill();
            BusinessDay day = dates.current();
            Map<UUID, PaymentTable.Known> known = table.lock(decisions.stream()
                    .map(decided -> decided.getPayment().getId())
                    .toList());
            Map<UUID, Recorded> recorded = new LinkedHashMap<>();
            List<EntryRequest> entries = new ArrayList<>();
            for (PaymentDecided decided : decisions) {
                PaymentSubmitted payment = decided.getPayment();
                Recorded inBatch = recorded.get(payment.getId());
                PaymentTable.Known before = known.get(payment.getId());
                if (inBatch != null) {
                    if (!inBatch.isOf(payment)) {
                        reused.add(decided);
                    }
                    continue;
                }
                if (before != null && !before.requestHash().equals(payment.getRequestHash())) {
                    reused.add(decided);
                    continue;
                }
                boolean isNew = before == null;
                PaymentStatus.Move move = PaymentStatus.move(
                        before == null ? null : before.status(),
                        decided.getDecision(),
                        ReviewCases.isAnalyst(decided.getDecidedBy()));
                switch (move) {
                    case BOOK -> {
                        entries.add(entry(payment, day));
                        recorded.put(payment.getId(), new Recorded(decided, isNew, PaymentStatus.BOOKED, null));
                    }
                    case DECLINE ->
                        recorded.put(
                                payment.getId(),
                                new Recorded(decided, isNew, PaymentStatus.DECLINED, topReason(decided)));
                    case HOLD_FOR_REVIEW ->
                        recorded.put(payment.getId(), new Recorded(decided, isNew, PaymentStatus.IN_REVIEW, null));
                    case REJECT ->
                        recorded.put(
                                payment.getId(),
                                new Recorded(decided, isNew, PaymentStatus.REJECTED, "rejected_by_analyst"));
                    case IGNORE -> {}
                }
            }
            Map<UUID, BookingOutcome> booked = new HashMap<>();
            ledger.book(entries).forEach(outcome -> booked.put(outcome.entryId(), outcome));
            List<Recorded> settled = recorded.values().stream()
                    .map(payment -> payment.settled(booked.get(payment.id())))
                    .toList();
            table.write(settled);
            publish(settled, booked);
        });
        return reused;
    }

    private void publish(List<Recorded> payments, Map<UUID, BookingOutcome> booked) {
        if (payments.isEmpty()) {
            return;
        }
        var recordedAt = table.clock();
        outbox.add(
                Topics.OUTCOME,
                payments.stream()
                        .map(payment -> new PaymentOutcome(
                                payment.id(),
                                OutcomeStatus.valueOf(payment.status().name()),
                                payment.reason(),
                                booked.get(payment.id()) instanceof BookingOutcome.Booked entry
                                        ? entry.bookingDate()
                                        : null,
                                payment.decided().getPayment().getAcceptedAt(),
                                recordedAt))
                        .map(event ->
                                new Outbox.Message(event.getPaymentId().toString(), EventCodec.OUTCOME.encode(event)))
                        .toList());
    }

    private static EntryRequest entry(PaymentSubmitted payment, BusinessDay day) {
        return EntryRequest.move(
                payment.getId(),
                switch (payment.getKind()) {
                    case CARD_PAYMENT -> EntryKind.CARD_PAYMENT;
                    case TRANSFER -> EntryKind.TRANSFER;
                    case DEPOSIT -> EntryKind.DEPOSIT;
                },
                day.bookingDateOfPayment(payment.getBusinessDate()),
                narrative(payment),
                payment.getDebtorAccountId(),
                payment.getCreditorAccountId(),
                payment.getAmountMinor(),
                payment.getCurrency(),
                payment.getKind() != PaymentKind.DEPOSIT);
    }

    private static String narrative(PaymentSubmitted payment) {
        if (payment.getMerchant() != null) {
            return payment.getMerchant();
        }
        return payment.getReference() == null ? "" : payment.getReference();
    }

    private static String topReason(PaymentDecided decided) {
        return decided.getReasons().stream()
                .max((a, b) -> Integer.compare(a.getContribution(), b.getContribution()))
                .map(reason -> reason.getCode())
                .orElse("declined");
    }

    /** A payment on its way into the table. */
    record Recorded(
            PaymentDecided decided,
            boolean isNew,
            PaymentStatus status,
            @Nullable String reason) {
        UUID id() {
            return decided.getPayment().getId();
        }

        boolean isOf(PaymentSubmitted payment) {
            return decided.getPayment().getRequestHash().equals(payment.getRequestHash());
        }

        Recorded settled(@Nullable BookingOutcome outcome) {
            return outcome instanceof BookingOutcome.Refused refused
                    ? new Recorded(
                            decided,
                            isNew,
                            PaymentStatus.REFUSED,
                            refused.reason().name().toLowerCase(java.util.Locale.ROOT))
                    : this;
        }
    }
}
