package vesper.bank.exceptions;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An item that could not be done.
 *
 * @param step the step of the night, or the worker, that tried
 * @param key names the item within the step: while one is open, it is not raised a second time
 * @param item the same for people, such as {@code transfer 3}
 * @param accountId the account it failed on, if it is about one
 * @param amountMinor what should have moved, in minor units; zero if none or unknown
 * @param currency null if the amount is zero
 * @param reason stable code
 * @param money whether money has not moved that should have
 * @param triedAgain whether a coming night tries it again without being asked
 */
public record FailedItem(
        String step,
        long key,
        String item,
        @Nullable Long accountId,
        LocalDate dueOn,
        long amountMinor,
        @Nullable String currency,
        String reason,
        boolean money,
        boolean triedAgain) {}
