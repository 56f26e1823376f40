package vesper.bank.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.PaymentKind;

/**
 * A payment as recorded.
 *
 * @param amountMinor positive
 * @param statusReason stable code; null for BOOKED, and for IN_REVIEW but where the payer is asked to confirm it
 * @param score 0 to 100, as screening gave it
 * @param requestHash keyed hash of the request that made it
 */
public record Payment(
        UUID id,
        String clientId,
        PaymentKind kind,
        long debtorAccountId,
        long creditorAccountId,
        @Nullable UUID cardId,
        long amountMinor,
        String currency,
        @Nullable String merchant,
        @Nullable String category,
        @Nullable String reference,
        Instant occurredAt,
        Instant acceptedAt,
        LocalDate businessDate,
        byte[] requestHash,
        PaymentStatus status,
        @Nullable String statusReason,
        int score,
        List<Reason> reasons,
        Instant recordedAt) {
    /** Why screening decided as it did. */
    public record Reason(String code, int contribution, String detail) {}
}
