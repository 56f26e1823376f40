package vesper.batch.operator;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job.
 *
 * @param progressPercent how much of the job is behind it, 0 to 100, steps counted alike
 * @param currentStep the step under way, or the last one; null before the first
 * @param started null before it has begun
 * @param ended null while it is active
 * @param reason why it failed, in one line; null if it did not
 */
public record RunView(
        long id,
        String job,
        LocalDate businessDate,
        RunStatus status,
        int progressPercent,
        @Nullable String currentStep,
        @Nullable Instant started,
        @Nullable Instant ended,
        @Nullable String reason) {}
