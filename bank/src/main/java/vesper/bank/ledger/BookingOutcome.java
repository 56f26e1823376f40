package vesper.bank.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** What became of one entry that was asked for. */
public sealed interface BookingOutcome {
    UUID entryId();

    /**
     * The entry is in the books.
     *
     * @param seq position in the journal
     * @param repeated whether it was booked by an earlier call, and this one had no effect
     */
    record Booked(UUID entryId, long seq, LocalDate bookingDate, Instant recordedAt, boolean repeated)
            implements BookingOutcome {}

    /** The entry is not in the books and had no effect. */
    record Refused(UUID entryId, Refusal reason) implements BookingOutcome {}
}
