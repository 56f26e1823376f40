package vesper.batch.watch;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Something wrong with the close of a business date; raised once.
 *
 * @param runId the run that it is about; 0 for a close that did not run
 * @param message one sentence, without personal data
 */
public record Alert(Kind kind, LocalDate businessDate, long runId, String message) {
    /** What is wrong. The names are stable: they are sent. */
    public enum Kind {
        /** The day should be closed by now. */
        LATE,
        FAILED,
        /** A run is active and does not move. */
        STUCK,
        /** A run takes, or took, much longer than usual. */
        SLOW
    }

    /** An alert as it is stored. */
    public record Raised(long id, Alert alert, Instant raisedAt) {}
}
