package vesper.bank.payment;

import org.jspecify.annotations.Nullable;
import vesper.bank.event.DecisionKind;

/** The recorded state of a payment and how a decision moves it. */
public enum PaymentStatus {
    /** In the books. */
    BOOKED,
    /** Approved, but the ledger refused it. */
    REFUSED,
    /** Declined by screening. */
    DECLINED,
    /** Waits for an analyst, or for the customer to confirm it. */
    IN_REVIEW,
    /** Refused by an analyst, or denied by the payer. */
    REJECTED;

    /** What a decision asks for. */
    enum Move {
        /** Book it; the ledger's answer gives BOOKED or REFUSED. */
        BOOK,
        DECLINE,
        HOLD_FOR_REVIEW,
        REJECT,
        /** The decision comes too late: an earlier one counts. */
        IGNORE
    }

    /**
     * The first decision recorded counts; after it only a person's, an analyst's or the payer's, on a payment under review moves anything.
     *
     * @param current null if nothing is recorded of the payment yet
     */
    static Move move(@Nullable PaymentStatus current, DecisionKind decision, boolean byPerson) {
        if (current == null && !byPerson) {
            return switch (decision) {
                case APPROVE -> Move.BOOK;
                case CHALLENGE, REVIEW -> Move.HOLD_FOR_REVIEW;
                case DECLINE -> Move.DECLINE;
            };
        }
        if (current == IN_REVIEW && byPerson) {
            return decision == DecisionKind.APPROVE ? Move.BOOK : Move.REJECT;
        }
        return Move.IGNORE;
    }
}
