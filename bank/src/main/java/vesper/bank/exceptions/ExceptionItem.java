package vesper.bank.exceptions;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An exception as it stands.
 *
 * @param businessDate day whose close, or on which a worker, last tried it in vain
 * @param accountNumber number of the account it failed on, if it is about one
 * @param tries how often it was tried in vain
 * @param proposedBy who wants it closed, while that waits for another or once it is done
 * @param note why it was skipped or how it was fixed
 * @param closedBy who closed it; null for one that a step did in the end
 */
public record ExceptionItem(
        long id,
        LocalDate businessDate,
        FailedItem failed,
        @Nullable String accountNumber,
        int tries,
        ExceptionState state,
        @Nullable String proposedBy,
        @Nullable String note,
        @Nullable String closedBy,
        Instant raisedAt,
        Instant changedAt) {}
