package vesper.bank.foureyes;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;

/**
 * The second person who looks at a version that one has proposed, in a table of versions. What both do, and what is refused, is in
 * the audit log.
 */
public final class FourEyes {
    /** What the names of staff begin with where versions keep them. */
    public static final String STAFF = "staff:";

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final String what;
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
    public FourEyes(JdbcClient jdbc, AuditLog audit, String table, String key) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.what = table.replace('_', ' ');
        String one = " where " + key + " = :key and version = :version";
        this.waiting = "select proposed_by from " + table + one + " and checked_by is null for update";
        this.checked =
                "update " + table + " set checked_by = :by, checked_at = clock_timestamp(), approved = :approved" + one;
    }

    /** A member of staff as versions keep them: {@code staff:ann}. */
    public static String name(Actor by) {
        return STAFF + by.name();
    }

    /** Notes a proposal, in the transaction that writes it. */
    public void proposed(String key, int version, Actor by) {
        audit.append(AuditEvent.done(by, "version.propose", object(key, version), ""));
    }

    /** Approves or rejects a proposed version, unless it is not this person's to decide. */
    public Check check(String key, int version, boolean approve, Actor by) {
        return check(key, version, approve, by, () -> {});
    }

    /** The same; {@code begin} is done with an approval, in its transaction. */
    public Check check(String key, int version, boolean approve, Actor by, Runnable begin) {
        return audit.noting(
                by, approve ? "version.approve" : "version.reject", object(key, version), Check.DONE, () -> {
                    Check check = checked(key, version, approve, name(by));
                    if (check == Check.DONE && approve) {
                        begin.run();
                    }
                    return check;
                });
    }

    private String object(String key, int version) {
        return what + " " + key + ", version " + version;
    }

    private Check checked(String key, int version, boolean approve, String by) {
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
    }
}
