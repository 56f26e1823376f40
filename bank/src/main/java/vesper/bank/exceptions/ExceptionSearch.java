package vesper.bank.exceptions;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which exceptions to list; null leaves a part open.
 *
 * @param waiting true: those that wait for a person; false: also those that a coming night tries again; null: the closed ones too
 * @param businessDate day on which they were last tried
 */
public record ExceptionSearch(
        @Nullable Boolean waiting,
        @Nullable String step,
        @Nullable LocalDate businessDate) {
    /** Those that wait for a person. */
    public static final ExceptionSearch WAITING = new ExceptionSearch(true, null, null);

    /** All that are not closed. */
    public static final ExceptionSearch OPEN = new ExceptionSearch(false, null, null);

    public static final ExceptionSearch ALL = new ExceptionSearch(null, null, null);
}
