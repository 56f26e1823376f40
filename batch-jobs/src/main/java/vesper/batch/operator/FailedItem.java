package vesper.batch.operator;

import java.time.LocalDate;

/**
 * Something that a run could not do and that a person should see.
 *
 * @param step the step that tried
 * @param item names it within the step, such as {@code transfer 3}
 * @param account number of the account it failed on
 * @param amountMinor in minor units; positive
 * @param reason stable code
 */
public record FailedItem(
        String step, String item, String account, LocalDate dueOn, long amountMinor, String currency, String reason) {}
