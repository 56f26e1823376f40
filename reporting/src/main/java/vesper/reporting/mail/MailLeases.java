package vesper.reporting.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Period;

/** The outbox as workers see it: they lease mails that are due, and say what became of each. */
final class MailLeases {
    private static final String LEASE = """
            with due as (
                select id from mail_outbox where state in ('QUEUED', 'SENDING') and due_at <= clock_timestamp()
                 order by due_at limit :limit for update skip locked),
            leased as (
                update mail_outbox m
                   set state = 'SENDING', lease_owner = :owner, attempts = attempts + 1,
                       due_at = clock_timestamp() + :seconds * interval '1 second'
                  from due where m.id = due.id
                returning m.*)
            select m.id, m.recipient, m.subject, m.message_id, m.attempts, m.data_request_id, c.name, c.language, a.number,
                   d.id as document_id, d.kind, d.period_from, d.period_to, d.content, coalesce(p.delivery, 'ATTACHMENT') as delivery,
                   k.file_key, k.owner_key, k.owner_encryption_key, k.user_key, k.user_encryption_key, k.perms, k.permissions
              from leased m
              join customer c on c.id = m.customer_id
              left join document_preference p on p.customer_id = c.id
              left join document_lock k on k.customer_id = c.id
              left join document d on d.id = m.document_id
              left join account a on a.id = d.account_id
             order by m.id
            """;

    private final JdbcClient jdbc;
    private final MailExceptions exceptions;

    MailLeases(JdbcClient jdbc, MailExceptions exceptions) {
        this.jdbc = jdbc;
        this.exceptions = exceptions;
    }

    /** A leased mail with all that is needed to send it. */
    record Leased(
            long id,
            String recipient,
            String subject,
            String messageId,
            int attempts,
            String holder,
            String language,
            Content content) {}

    /** What a mail is for. */
    sealed interface Content {}

    /** It brings a document; never compared by value. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between database and mail server, not worth a copy per mail
    record Enclosure(
            String accountNumber,
            UUID documentId,
            DocumentKind kind,
            Period period,
            Delivery delivery,
            byte[] document,
            @Nullable DocumentLock lock)
            implements Content {}

    /** It says where the file of a data request is collected. */
    record Invitation(long dataRequest) implements Content {}

    /** Takes mails that are due. They are this worker's until they are marked or the lease ends. */
    List<Leased> lease(String owner, int limit, Duration lease) {
        return jdbc.sql(LEASE)
                .param("owner", owner)
                .param("limit", limit)
                .param("seconds", lease.toSeconds())
                .query((row, n) -> new Leased(
                        row.getLong("id"),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("message_id"),
                        row.getInt("attempts"),
                        row.getString("name"),
                        row.getString("language"),
                        content(row)))
                .list();
    }

    private static Content content(ResultSet row) throws SQLException {
        Long dataRequest = row.getObject("data_request_id", Long.class);
        if (dataRequest != null) {
            return new Invitation(dataRequest);
        }
        return new Enclosure(
                row.getString("number"),
                row.getObject("document_id", UUID.class),
                DocumentKind.valueOf(row.getString("kind")),
                new Period(row.getObject("period_from", LocalDate.class), row.getObject("period_to", LocalDate.class)),
                Delivery.valueOf(row.getString("delivery")),
                row.getBytes("content"),
                lock(row));
    }

    private static @Nullable DocumentLock lock(ResultSet row) throws SQLException {
        return row.getBytes("file_key") == null ? null : DocumentLock.of(row);
    }

    /** Makes the mails that a dead process of the same name had leased due at once. */
    int reclaim(String ownerPrefix) {
        return jdbc.sql("""
                        update mail_outbox set state = 'QUEUED', lease_owner = null, due_at = clock_timestamp()
                         where state = 'SENDING' and starts_with(lease_owner, :prefix)
                        """).param("prefix", ownerPrefix).update();
    }

    /** Marks as accepted by the server. */
    void sent(Collection<Long> ids) {
        jdbc.sql("""
                        update mail_outbox
                           set state = 'SENT', sent_at = clock_timestamp(), lease_owner = null, last_error = null
                         where id = any(:ids) and state <> 'SENT'
                        """).param("ids", ids.toArray(Long[]::new)).update();
    }

    /** Gives a leased mail up: it becomes an exception. */
    void failed(long id, String owner, String error) {
        int given = jdbc.sql("""
                        update mail_outbox set state = 'FAILED', lease_owner = null, last_error = :error
                         where id = :id and lease_owner = :owner
                        """)
                .param("id", id)
                .param("owner", owner)
                .param("error", error)
                .update();
        exceptions.raise(given == 1 ? List.of(id) : List.of(), "MAIL_REFUSED");
    }

    /** Puts a leased mail back, to be tried after a pause. */
    void postponed(long id, String owner, Duration pause, String error) {
        jdbc.sql("""
                        update mail_outbox
                           set state = 'QUEUED', lease_owner = null, last_error = :error,
                               due_at = clock_timestamp() + :millis * interval '1 millisecond'
                         where id = :id and lease_owner = :owner
                        """)
                .param("id", id)
                .param("owner", owner)
                .param("millis", pause.toMillis())
                .param("error", error)
                .update();
    }

    /** Puts leased mails back that the server was never asked to take: it does not count as an attempt. */
    void released(Collection<Long> ids, String owner, Duration pause, @Nullable String error) {
        jdbc.sql("""
                        update mail_outbox
                           set state = 'QUEUED', lease_owner = null, attempts = greatest(0, attempts - 1),
                               last_error = coalesce(:error, last_error),
                               due_at = clock_timestamp() + :millis * interval '1 millisecond'
                         where id = any(:ids) and lease_owner = :owner
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("owner", owner)
                .param("millis", pause.toMillis())
                .param("error", error)
                .update();
    }
}
