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
    /**
     * A lease need not be on disk to hold: one that a dead database forgot is of a mail that is due. The limit stands in the text, for with
     * a parameter there the planner takes the generic plan to be dear, and plans anew each time, which takes longer than the lease.
     */
    private static final String LEASE = """
            with due as (
                select mail_id from mail_queue
                 where due_at <= clock_timestamp() and (lease_ends is null or lease_ends <= clock_timestamp())
                 order by due_at limit %d for update skip locked),
            leased as (
                update mail_queue q
                   set attempts = attempts + 1, lease_owner = :owner,
                       lease_ends = clock_timestamp() + :seconds * interval '1 second'
                  from due where q.mail_id = due.mail_id
                returning q.mail_id, q.attempts, set_config('synchronous_commit', 'off', true))
            select m.id, m.recipient, m.subject, m.message_id, l.attempts, m.data_request_id, c.name, c.language, a.number,
                   d.id as document_id, d.kind, d.period_from, d.period_to, d.content, coalesce(p.delivery, 'ATTACHMENT') as delivery,
                   k.file_key, k.owner_key, k.owner_encryption_key, k.user_key, k.user_encryption_key, k.perms, k.permissions
              from leased l
              join mail_outbox m on m.id = l.mail_id
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
        return jdbc.sql(LEASE.formatted(limit))
                .param("owner", owner)
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

    /** Ends the leases of a dead process of the same name. */
    int reclaim(String ownerPrefix) {
        return jdbc.sql("""
                        update mail_queue set lease_owner = null, lease_ends = null where starts_with(lease_owner, :prefix)
                        """).param("prefix", ownerPrefix).update();
    }

    /** Marks as accepted by the server. */
    void sent(Collection<Long> ids) {
        jdbc.sql("""
                        with ended as (delete from mail_queue where mail_id = any(:ids) returning mail_id, attempts)
                        update mail_outbox m
                           set state = 'SENT', sent_at = clock_timestamp(), attempts = ended.attempts, last_error = null,
                               lease_owner = null
                          from ended where m.id = ended.mail_id
                        """).param("ids", ids.toArray(Long[]::new)).update();
    }

    /** Gives a leased mail up: it becomes an exception. */
    void failed(long id, String owner, String error) {
        int given = jdbc.sql("""
                        with ended as (
                            delete from mail_queue where mail_id = :id and lease_owner = :owner returning mail_id, attempts)
                        update mail_outbox m
                           set state = 'FAILED', attempts = ended.attempts, last_error = :error, lease_owner = null
                          from ended where m.id = ended.mail_id
                        """)
                .param("id", id)
                .param("owner", owner)
                .param("error", error)
                .update();
        exceptions.raise(given == 1 ? List.of(id) : List.of(), "MAIL_REFUSED");
    }

    /** Puts a leased mail back, to be tried after a pause. */
    void postponed(long id, String owner, Duration pause, String error) {
        putBack(List.of(id), owner, pause, error, 0);
    }

    /** Puts leased mails back that the server was never asked to take: it does not count as an attempt. */
    void released(Collection<Long> ids, String owner, Duration pause, @Nullable String error) {
        putBack(ids, owner, pause, error, 1);
    }

    private void putBack(Collection<Long> ids, String owner, Duration pause, @Nullable String error, int untried) {
        jdbc.sql("""
                        with back as (
                            update mail_queue
                               set attempts = attempts - :untried, lease_owner = null, lease_ends = null,
                                   due_at = clock_timestamp() + :millis * interval '1 millisecond'
                             where mail_id = any(:ids) and lease_owner = :owner
                            returning mail_id)
                        update mail_outbox m set last_error = :error
                          from back where m.id = back.mail_id and cast(:error as text) is not null
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("owner", owner)
                .param("untried", untried)
                .param("millis", pause.toMillis())
                .param("error", error)
                .update();
    }
}
