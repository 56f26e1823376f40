package vesper.bank.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks the chain of the audit log from its first event to its head. Who can change the tables can make a whole new chain, but
 * not one with a head that was noted elsewhere before.
 */
public final class AuditChain {
    private static final int PAGE = 5_000;
    private static final String NEXT = AuditRow.COLUMNS + " where seq > :after order by seq limit :limit";

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    public AuditChain(JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        snapshot = new TransactionTemplate(transactionManager);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /**
     * What was checked.
     *
     * @param events how many follow from each other
     * @param broken the first place that does not hold, in words; null if all does
     */
    public record Result(long events, @Nullable String broken) {
        public boolean holds() {
            return broken == null;
        }
    }

    private record Row(AuditEntry entry, byte[] hash) {}

    /** Computes every hash again, on one snapshot. */
    public Result check() {
        return Objects.requireNonNull(snapshot.execute(status -> walk()));
    }

    private Result walk() {
        long seq = 0;
        byte[] hash = new byte[AuditHash.BYTES];
        while (true) {
            List<Row> page = jdbc.sql(NEXT)
                    .param("after", seq)
                    .param("limit", PAGE)
                    .query((row, n) -> new Row(AuditRow.entry(row), row.getBytes("hash")))
                    .list();
            for (Row row : page) {
                if (row.entry().seq() != seq + 1) {
                    return new Result(seq, "event " + (seq + 1) + " is missing");
                }
                hash = AuditHash.of(hash, row.entry());
                if (!Arrays.equals(hash, row.hash())) {
                    return new Result(seq, "event " + (seq + 1) + " was changed");
                }
                seq++;
            }
            if (page.size() < PAGE) {
                return new Result(
                        seq,
                        endsAt(seq, hash) ? null : "events after " + seq + " are missing, or the head was changed");
            }
        }
    }

    private boolean endsAt(long seq, byte[] hash) {
        return jdbc.sql("select seq, hash from audit_head")
                .query((row, n) -> row.getLong("seq") == seq && Arrays.equals(row.getBytes("hash"), hash))
                .single();
    }
}
