package vesper.bank.fraud;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All open cases of one customer, worked on together.
 *
 * @param dueAt when it must be closed
 * @param assignedTo the analyst who works on it, whom others do not disturb; null if nobody does
 * @param escalatedAt since when it needs more than an analyst; null if it does not
 */
public record Investigation(
        long id,
        long customerId,
        String customer,
        State state,
        Instant openedAt,
        Instant dueAt,
        @Nullable String assignedTo,
        @Nullable Instant escalatedAt,
        @Nullable Instant closedAt) {
    /** Whether cases wait in it. */
    public enum State {
        OPEN,
        CLOSED
    }

    /** What can be done in it. */
    public enum Action {
        ASSIGNED,
        GIVEN_BACK,
        NOTE,
        CALLED,
        ESCALATED,
        CARD_BLOCKED,
        SAR_DRAFT,
        /** A file came to it; the note is its name. */
        ATTACHED,
        RELEASED,
        REJECTED,
        /** Released or rejected by the first of two. */
        PROPOSED_RELEASE,
        PROPOSED_REJECTION,
        CLOSED
    }

    /**
     * Something that was done.
     *
     * @param caseId the case that it was done to; null: all of it
     */
    public record Step(@Nullable Long caseId, Action action, String takenBy, Instant takenAt, String note) {}

    /**
     * A case in it.
     *
     * @param state as in {@link vesper.bank.payment.ReviewCases.State}
     * @param proposedState what the first of two analysts proposed; null if nothing was
     */
    public record Gathered(
            long caseId,
            UUID paymentId,
            String state,
            Instant openedAt,
            @Nullable String device,
            @Nullable String proposedState,
            @Nullable String proposedBy,
            @Nullable String decidedBy) {
        public boolean open() {
            return state.equals("OPEN");
        }
    }

    /**
     * Another customer with cases that share something with this one's.
     *
     * @param by what they share: device, internet_address, merchant or counterparty
     * @param cases of the other that share it
     */
    public record Link(long investigationId, State state, String customer, String by, String shared, int cases) {}
}
