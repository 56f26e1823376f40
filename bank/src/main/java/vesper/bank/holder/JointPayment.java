package vesper.bank.holder;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transfer from an account on which two must sign.
 *
 * @param amountMinor positive
 * @param askedBy the customer who asked for it
 * @param login of that customer, in whose name the payment is sent
 * @param decidedBy the other holder; null while it waits
 * @param paymentId of the payment that it became; null unless {@code SENT}
 * @param reason why the approved payment was not taken; null unless {@code REFUSED}
 */
public record JointPayment(
        UUID id,
        long debtorAccountId,
        long creditorAccountId,
        long amountMinor,
        String currency,
        String narrative,
        long askedBy,
        String login,
        Instant expiresAt,
        State state,
        @Nullable Long decidedBy,
        @Nullable UUID paymentId,
        @Nullable String reason) {

    /** Where it stands. The names are stable: they are stored. */
    public enum State {
        WAITING,
        /** By the other holder; not known to be sent yet. */
        APPROVED,
        SENT,
        /** By a holder, who may be the one who asked. */
        REJECTED,
        /** Approved, and then not taken. */
        REFUSED
    }

    /** Whether it waited too long: it cannot be approved any more. */
    public boolean isExpired(Instant now) {
        return state == State.WAITING && !now.isBefore(expiresAt);
    }
}
