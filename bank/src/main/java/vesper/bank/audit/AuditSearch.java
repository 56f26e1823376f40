package vesper.bank.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vesper.bank.audit.AuditEvent.Outcome;

/**
 * What to look for in the log; null leaves a part open.
 *
 * @param actor whole name
 * @param action the code, or its beginning: {@code job} finds {@code job.run}
 * @param object whole text
 * @param from inclusive
 * @param until exclusive
 */
public record AuditSearch(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String object,
        @Nullable Long accountId,
        @Nullable Outcome outcome,
        @Nullable Instant from,
        @Nullable Instant until) {
    public static final AuditSearch ALL = new AuditSearch(null, null, null, null, null, null, null);

    /** Everything that was done to one thing. */
    public static AuditSearch ofObject(String object) {
        return new AuditSearch(null, null, object, null, null, null, null);
    }
}
