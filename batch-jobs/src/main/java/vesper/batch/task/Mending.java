package vesper.batch.task;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vesper.bank.exceptions.ExceptionItem;

/** What a step does about one of its exceptions when a person says so. Both are done in the surrounding transaction. */
public interface Mending {
    /** The step whose exceptions it mends. */
    String step();

    /**
     * Tries the item again.
     *
     * @param bookingDate the date that the bank books on now
     */
    Retried retry(ExceptionItem item, LocalDate bookingDate);

    /** The item was skipped, or done by other means: sees to it that the step does not try it again. */
    void giveUp(ExceptionItem item);

    /**
     * What came of a new try.
     *
     * @param reason why it failed again, stable code; null if it did not
     */
    record Retried(Result result, @Nullable String reason) {
        public static final Retried DONE = new Retried(Result.DONE, null);
        public static final Retried TONIGHT = new Retried(Result.TONIGHT, null);

        public static Retried refused(String reason) {
            return new Retried(Result.REFUSED, reason);
        }

        /** Stable names. */
        public enum Result {
            DONE,
            /** The next close tries it. */
            TONIGHT,
            REFUSED
        }
    }
}
