package vesper.bank.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a sender may ask about a payment that is recorded: where it stands, without the decision's details.
 *
 * @param clientId who sent it
 * @param requestHash keyed hash of the request that made it
 * @param businessDate the date stamped on it when it was accepted
 * @param reason stable code; null for BOOKED, and for IN_REVIEW but where the payer is asked to confirm it
 * @param bookingDate date of its entry in the books; null unless BOOKED
 */
public record RecordedPayment(
        UUID id,
        String clientId,
        byte[] requestHash,
        Instant acceptedAt,
        LocalDate businessDate,
        PaymentStatus status,
        @Nullable String reason,
        @Nullable LocalDate bookingDate) {}
