package vesper.reporting.privacy;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A person's request for what the bank holds on them.
 *
 * @param customer name of the customer
 * @param dueOn by when it must be answered, inclusive: a month after it was received (article 12(3))
 * @param items rows and documents in the file; null until it is gathered
 * @param linkEndsAt null if no link is out
 * @param wrongTries wrong passphrases for the link that is out
 */
public record DataRequest(
        long id,
        long customerId,
        String customer,
        LocalDate receivedOn,
        LocalDate dueOn,
        State state,
        @Nullable Long items,
        @Nullable Instant linkEndsAt,
        int wrongTries) {

    /** Where a request is. */
    public enum State {
        /** The next run gathers. */
        RECEIVED,
        /** The file waits to be collected. */
        GATHERED,
        COLLECTED,
        /** A later request took its place, or nobody collected the file. */
        ENDED
    }

    /** Whether it waits to be answered. */
    public boolean open() {
        return state == State.RECEIVED || state == State.GATHERED;
    }

    /** Something done with a request; {@code by} is a user name, or who of the bank's programs or customers. */
    public record Step(Instant at, String step, String by) {}
}
