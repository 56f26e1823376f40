package vesper.bank.fraud;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;
import vesper.bank.fraud.Attachment.Kind;
import vesper.bank.fraud.Attachment.Whole;
import vesper.bank.fraud.Investigation.Action;

/**
 * Files that analysts keep with an investigation. They are stored whole and never change; who attaches one and who takes one out
 * is in the audit log, the names of the files only with the investigation.
 */
public final class Attachments {
    /** Bytes of the largest file that is taken. */
    public static final int LARGEST = 5 * 1024 * 1024;

    /** Files that one investigation takes. */
    public static final int MOST = 50;

    private static final int LONGEST_NAME = 120;
    private static final String COLUMNS = "select id, name, kind, octet_length(content), attached_by, attached_at";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Investigations investigations;
    private final AuditLog audit;

    public Attachments(
            JdbcClient jdbc, TransactionTemplate transaction, Investigations investigations, AuditLog audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.investigations = investigations;
        this.audit = audit;
    }

    /** What came of a file. */
    public enum Answer {
        KEPT,
        /** The same bytes are there already, under whatever name. */
        KNOWN,
        EMPTY,
        TOO_LARGE,
        /** It is none of {@link Kind}. */
        OTHER_KIND,
        TOO_MANY
    }

    /**
     * Keeps a file with an investigation.
     *
     * @param name as the sender calls it; folders, and characters that no name has, are left out
     * @throws Investigations.TakenException if another analyst works on it
     */
    public Answer attach(long investigation, String name, byte[] content, Actor analyst) {
        if (content.length == 0) {
            return Answer.EMPTY;
        }
        if (content.length > LARGEST) {
            return Answer.TOO_LARGE;
        }
        Optional<Kind> kind = Kind.of(content);
        return kind.isEmpty() ? Answer.OTHER_KIND : keep(investigation, fileName(name), kind.get(), content, analyst);
    }

    private Answer keep(long investigation, String name, Kind kind, byte[] content, Actor analyst) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // One after the other, so that together they are not too many.
            jdbc.sql("select id from investigation where id = :id for no key update")
                    .param("id", investigation)
                    .query(Long.class)
                    .single();
            investigations.requireFree(investigation, analyst);
            if (of(investigation).size() >= MOST) {
                return Answer.TOO_MANY;
            }
            boolean kept = jdbc.sql("""
                            insert into investigation_attachment (investigation_id, name, kind, content, attached_by)
                            values (:investigation, :name, :kind, :content, :by)
                            on conflict (investigation_id, sha256) do nothing
                            """)
                            .param("investigation", investigation)
                            .param("name", name)
                            .param("kind", kind.name())
                            .param("content", content)
                            .param("by", analyst.name())
                            .update()
                    == 1;
            if (kept) {
                investigations.step(investigation, null, Action.ATTACHED, name, analyst);
            }
            return kept ? Answer.KEPT : Answer.KNOWN;
        }));
    }

    /** What a file is called here: its own name, 1 to {@value #LONGEST_NAME} characters. */
    private static String fileName(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\"<>:|?*]", "")
                .strip();
        String fits = last.length() <= LONGEST_NAME ? last : last.substring(last.length() - LONGEST_NAME);
        return fits.isEmpty() ? "file" : fits;
    }

    /** Those of an investigation, the newest first. */
    public List<Attachment> of(long investigation) {
        return jdbc.sql(COLUMNS + " from investigation_attachment where investigation_id = :id order by id desc")
                .param("id", investigation)
                .query((row, n) -> attachment(row))
                .list();
    }

    private static Attachment attachment(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Attachment(
                row.getLong(1),
                row.getString(2),
                Kind.valueOf(row.getString(3)),
                row.getInt(4),
                row.getString(5),
                row.getTimestamp(6).toInstant());
    }

    /** One of an investigation, noting that the analyst took it out; empty if it has no such attachment. */
    public Optional<Whole> take(long investigation, long attachment, Actor analyst) {
        Optional<Whole> found = jdbc.sql(COLUMNS + """
                        , content from investigation_attachment where investigation_id = :investigation and id = :id
                        """)
                .param("investigation", investigation)
                .param("id", attachment)
                .query((row, n) -> new Whole(attachment(row), row.getBytes(7)))
                .optional();
        found.ifPresent(whole -> audit.append(AuditEvent.done(
                analyst,
                "investigation.attachment-taken",
                "investigation " + investigation,
                "attachment " + attachment)));
        return found;
    }
}
