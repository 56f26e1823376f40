package vesper.bank.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.calendar.BusinessDay;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.HoldRequest;
import vesper.bank.ledger.LedgerRequest;
import vesper.bank.ledger.ReleaseRequest;

/**
 * What a batch of decisions asks for, made without any I/O: which payments it moves where, and what the ledger has to do for
 * it. A payment under review has its amount held, so that the funds are there when it is released.
 */
final class Moves {
    /** Business days after its own on which a payment under review still has its amount held. */
    private static final int DAYS_HELD = 7;

    /** Why a payment is under review whose payer has only to confirm it. */
    private static final String CONFIRMATION_NEEDED = "confirmation_needed";

    private final PaymentTable.Before before;
    private final Map<UUID, Payments.Recorded> recorded = new LinkedHashMap<>();
    private final List<LedgerRequest> requests = new ArrayList<>();
    private final List<DecisionMessage> reused = new ArrayList<>();

    Moves(PaymentTable.Before before) {
        this.before = before;
    }

    /** The payments that move, each once, as the ledger would have to settle them. */
    Collection<Payments.Recorded> recorded() {
        return recorded.values();
    }

    /** What the ledger has to do: at most one request a payment, under its id. */
    List<LedgerRequest> requests() {
        return requests;
    }

    /** Decisions on a payment whose id another request took first. */
    List<DecisionMessage> reused() {
        return reused;
    }

    void add(DecisionMessage decision) {
        PaymentSubmitted payment = decision.decided().getPayment();
        Payments.Recorded inBatch = recorded.get(payment.getId());
        PaymentTable.Known known = before.known().get(payment.getId());
        boolean another = inBatch != null
                ? !inBatch.isOf(payment)
                : known != null && !known.requestHash().equals(payment.getRequestHash());
        if (another) {
            reused.add(decision);
        } else if (inBatch == null) {
            move(decision, known == null ? null : known.status());
        }
    }

    private void move(DecisionMessage decision, @Nullable PaymentStatus from) {
        PaymentDecided decided = decision.decided();
        PaymentSubmitted payment = decided.getPayment();
        switch (PaymentStatus.move(from, decided.getDecision(), ReviewCases.isPerson(decided.getDecidedBy()))) {
            case BOOK -> {
                EntryRequest entry = entry(payment, before.day());
                requests.add(
                        from == PaymentStatus.IN_REVIEW && held(payment)
                                ? entry.capturing(payment.getId(), true)
                                : entry);
                put(decision, from, PaymentStatus.BOOKED, null);
            }
            case HOLD_FOR_REVIEW -> {
                if (held(payment)) {
                    requests.add(hold(payment));
                }
                put(
                        decision,
                        from,
                        PaymentStatus.IN_REVIEW,
                        decided.getDecision() == DecisionKind.CHALLENGE ? CONFIRMATION_NEEDED : null);
            }
            case REJECT -> {
                if (held(payment)) {
                    requests.add(new ReleaseRequest(payment.getId(), false));
                }
                put(
                        decision,
                        from,
                        PaymentStatus.REJECTED,
                        ReviewCases.isCustomer(decided.getDecidedBy())
                                ? "rejected_by_customer"
                                : "rejected_by_analyst");
            }
            case DECLINE -> put(decision, from, PaymentStatus.DECLINED, topReason(decided));
            case IGNORE -> {}
        }
    }

    private void put(
            DecisionMessage decision, @Nullable PaymentStatus from, PaymentStatus to, @Nullable String reason) {
        recorded.put(decision.paymentId(), new Payments.Recorded(decision, from == null, to, reason));
    }

    /** A deposit comes from one of the bank's own accounts, where nothing can be held. */
    private static boolean held(PaymentSubmitted payment) {
        return payment.getKind() != PaymentKind.DEPOSIT;
    }

    private HoldRequest hold(PaymentSubmitted payment) {
        LocalDate from = before.day().bookingDateOfPayment(payment.getBusinessDate());
        return new HoldRequest(
                payment.getId(),
                payment.getDebtorAccountId(),
                payment.getAmountMinor(),
                payment.getCurrency(),
                narrative(payment),
                from.plusDays(DAYS_HELD));
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
                .max(Comparator.comparingInt(reason -> reason.getContribution()))
                .map(reason -> reason.getCode())
                .orElse("declined");
    }
}
