package vesper.bank.directdebit;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vesper.bank.ledger.Refusal;

/** Why a direct debit is rejected, as ISO 20022's external list of status reasons names it. The names are stored. */
public enum RejectReason {
    /** The account is closed. */
    AC04,
    /** The account is blocked, frozen or dormant. */
    AC06,
    /** The amount is greater than the mandate allows. */
    AM02,
    /** Not in the account's currency. */
    AM03,
    /** Insufficient funds. */
    AM04,
    /** There is no mandate: it was not signed yet, or was revoked. */
    MD01,
    /** Not specified. */
    MS03;

    /** What the mandate itself has against a direct debit on a day. */
    static Optional<RejectReason> ofMandate(
            LocalDate day,
            long amountMinor,
            LocalDate signedOn,
            @Nullable LocalDate revokedOn,
            @Nullable Long mostMinor) {
        if (day.isBefore(signedOn) || (revokedOn != null && !day.isBefore(revokedOn))) {
            return Optional.of(MD01);
        }
        return mostMinor != null && amountMinor > mostMinor ? Optional.of(AM02) : Optional.empty();
    }

    /** What the ledger's refusal is called. */
    static RejectReason of(Refusal refusal) {
        return switch (refusal) {
            case ACCOUNT_CLOSED -> AC04;
            case ACCOUNT_FROZEN, ACCOUNT_DORMANT, DEBIT_BLOCKED, CREDIT_BLOCKED -> AC06;
            case CURRENCY_MISMATCH -> AM03;
            case INSUFFICIENT_FUNDS -> AM04;
            default -> MS03;
        };
    }
}
