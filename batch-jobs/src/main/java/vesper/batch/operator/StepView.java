package vesper.batch.operator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run.
 *
 * @param runId the run that did it: an earlier one where a restarted run found it completed; null while it waits
 * @param items how many items there were when it started; an estimate
 * @param behind how many of them are behind it
 * @param done how many things were done
 * @param failed how many could not be done and are among the exceptions
 * @param sums amounts done, in major units by currency
 * @param error the exception with its stack trace; null if there was none
 */
public record StepView(
        String name,
        String description,
        RunStatus status,
        @Nullable Long runId,
        @Nullable Instant started,
        @Nullable Instant ended,
        long items,
        long behind,
        long done,
        long failed,
        SortedMap<String, BigDecimal> sums,
        @Nullable String error) {
    /** 0 to 100; 100 only when completed. */
    public int progressPercent() {
        if (status == RunStatus.COMPLETED) {
            return 100;
        }
        return items <= 0 ? 0 : (int) Math.min(99, Math.max(0, behind) * 100 / items);
    }
}
