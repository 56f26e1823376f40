package vesper.bank.audit;

import java.time.Instant;

/**
 * An event as the log has it.
 *
 * @param seq 1, 2, 3 without gaps
 * @param recordedAt to the microsecond, never before that of an earlier event
 */
public record AuditEntry(long seq, Instant recordedAt, AuditEvent event) {}
