package vesper.bank.foureyes;

import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The second person who looks at a version that one has proposed, in a table of versions. */
public final class FourEyes {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final String waiting;
    private final String checked;

    /** What came of checking a proposed version. */
    public enum Check {
        DONE,
        /** There is no such version, or it was checked before. */
        NOT_WAITING,
        /** The one who checks must not be the one who proposed. */
        SAME_PERSON
    }

    /**
     * Checks the versions of one table, which has {@code version}, {@code proposed_by}, {@code checked_by}, {@code checked_at} and
     * {@code approved}.
     *
     * @param key the column that names what there are versions of
     */
    public FourEyes(JdbcClient jdbc, TransactionTemplate transaction, String table, String key) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        String one = " where " + key + " = :key and version = :version";
        this.waiting = "select proposed_by from " + table + one + " and checked_by is null for update";
        this.checked =
                "update " + table + " set checked_by = :by, checked_at = clock_timestamp(), approved = :approved" + one;
    }

    /** Approves or rejects a proposed version, unless it is not this person's to decide. */
    public Check check(String key, int version, boolean approve, String by) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<String> proposedBy = jdbc.sql(waiting)
                    .param("key", key)
                    .param("version", version)
                    .query(String.class)
                    .optional();
            if (proposedBy.isEmpty()) {
                return Check.NOT_WAITING;
            }
            if (proposedBy.get().equals(by)) {
                return Check.SAME_PERSON;
            }
            jdbc.sql(checked)
                    .param("by", by)
                    .param("approved", approve)
                    .param("key", key)
                    .param("version", version)
                    .update();
            return Check.DONE;
        }));
    }
}
