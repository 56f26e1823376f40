package vesper.bank.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** What became of one request to the ledger. */
public sealed interface BookingOutcome {
    /** Id of the request. */
    UUID id();

    /**
     * The entry is in the books.
     *
     * @param seq position in the journal
     * @param repeated whether it was booked by an earlier call, and this one had no effect
     */
    record Booked(UUID id, long seq, LocalDate bookingDate, Instant recordedAt, boolean repeated)
            implements BookingOutcome {}

    /**
     * The hold is placed, or has ended as asked.
     *
     * @param repeated whether that was so before this call
     */
    record HoldMoved(UUID id, boolean repeated) implements BookingOutcome {}

    /** The request had no effect. */
    record Refused(UUID id, Refusal reason) implements BookingOutcome {}
}
