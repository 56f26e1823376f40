package vesper.reporting.mail;

import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.exceptions.ExceptionItems;

/**
 * The mails that tell persons where they collect what they asked for, one a request. They are in the outbox among the others; each
 * method joins the surrounding transaction.
 */
public final class DataRequestMails {
    private static final String OF_REQUEST = """
            select c.id as customer_id, null::uuid as document_id, r.id as data_request_id, coalesce(c.email, '') as recipient,
                   w.subject, '<data-request.' || r.id || '.' || c.id || '@vesper.example>' as message_id, %s as usable
              from data_request r join customer c on c.id = r.customer_id
              join unnest(:languages, :subjects) as w (language, subject)
                   on w.language = case when c.language = any(:languages) then c.language else 'en' end
             where r.id = :request
            """.formatted(OwedMails.USABLE);

    private final JdbcClient jdbc;
    private final MailExceptions exceptions;
    private final OwedMails owed;

    public DataRequestMails(JdbcClient jdbc, ExceptionItems exceptions) {
        this.jdbc = jdbc;
        this.exceptions = new MailExceptions(jdbc, exceptions);
        this.owed = new OwedMails(jdbc, this.exceptions);
    }

    /**
     * Queues the mail of a request, unless it was queued before. A customer without a usable address gets a row too, and is an
     * exception.
     *
     * @return where the mail is; empty if it was queued before
     */
    public Optional<MailState> enqueue(long request) {
        String[] subjects = MailWording.LANGUAGES.stream()
                .map(language -> MailWording.get(language, MailWording.DATA_REQUEST + ".subject"))
                .toArray(String[]::new);
        return owed
                .write(
                        OF_REQUEST,
                        Map.of(
                                "request", request,
                                "languages", MailWording.LANGUAGES.toArray(String[]::new),
                                "subjects", subjects))
                .stream()
                .findFirst();
    }

    /**
     * Queues the mail of a request once more, to the address that the customer has now, under a Message-ID of its own.
     *
     * @return false if it is on its way, or the customer has no usable address
     */
    public boolean again(long request) {
        Optional<MailState> first = enqueue(request);
        if (first.isPresent()) {
            return first.get() == MailState.QUEUED;
        }
        return owed.again("data_request_id", request, true);
    }

    /** Ends the mail of a request whose file is not there any more, if it has not gone out and is not on its way. */
    public void withdraw(long request) {
        exceptions.settle(
                jdbc.sql("""
                        with queued as (
                            delete from mail_queue q using mail_outbox m
                             where m.data_request_id = :request and q.mail_id = m.id and q.lease_owner is null
                            returning q.mail_id)
                        update mail_outbox set state = 'WITHDRAWN', sent_at = null
                         where data_request_id = :request
                           and (state in ('FAILED', 'NO_ADDRESS', 'BOUNCED') or id in (select mail_id from queued))
                        returning id
                        """).param("request", request).query(Long.class).list());
    }

    /** The mail of a request, if one was queued. */
    public Optional<OutboxMail> find(long request) {
        return jdbc.sql(MailOutbox.COLUMNS + " where data_request_id = :request")
                .param("request", request)
                .query(MailOutbox.ROW)
                .optional();
    }
}
