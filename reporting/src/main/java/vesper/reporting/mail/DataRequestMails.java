package vesper.reporting.mail;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.exceptions.ExceptionItems;

/**
 * The mails that tell persons where they collect what they asked for, one a request. They are in the outbox among the others; each
 * method joins the surrounding transaction.
 */
public final class DataRequestMails {
    private static final String ENQUEUE = """
            with written as (
            insert into mail_outbox (customer_id, data_request_id, recipient, subject, message_id, due_at, state, last_error)
            select customer_id, id, recipient, subject, '<data-request.' || id || '.' || customer_id || '@vesper.example>',
                   '9999-12-31Z',
                   case when usable then 'QUEUED' else 'NO_ADDRESS' end,
                   case when usable then null when recipient = '' then 'the customer has no mail address'
                        else 'not a mail address' end
              from (select r.id, r.customer_id, coalesce(c.email, '') as recipient, w.subject,
                           coalesce(c.email ~ :address, false) and length(c.email) <= 254 as usable
                      from data_request r join customer c on c.id = r.customer_id
                      join unnest(:languages, :subjects) as w (language, subject)
                           on w.language = case when c.language = any(:languages) then c.language else 'en' end
                     where r.id = :request) as owed
            on conflict do nothing
            returning id, state)
            """ + MailOutbox.AND_QUEUE;

    private final JdbcClient jdbc;
    private final MailExceptions exceptions;

    public DataRequestMails(JdbcClient jdbc, ExceptionItems exceptions) {
        this.jdbc = jdbc;
        this.exceptions = new MailExceptions(jdbc, exceptions);
    }

    private record Queued(long id, MailState state) {}

    /**
     * Queues the mail of a request, unless it was queued before. A customer without a usable address gets a row too, and is an
     * exception.
     *
     * @return where the mail is; empty if it was queued before
     */
    public Optional<MailState> enqueue(long request) {
        Optional<Queued> queued = jdbc.sql(ENQUEUE)
                .param("request", request)
                .param("address", MailOutbox.ADDRESS)
                .param("languages", MailWording.LANGUAGES.toArray(String[]::new))
                .param(
                        "subjects",
                        MailWording.LANGUAGES.stream()
                                .map(language -> MailWording.get(language, MailWording.DATA_REQUEST + ".subject"))
                                .toArray(String[]::new))
                .query((row, n) -> new Queued(row.getLong("id"), MailState.valueOf(row.getString("state"))))
                .optional();
        queued.filter(mail -> mail.state() == MailState.NO_ADDRESS)
                .ifPresent(mail -> exceptions.raise(List.of(mail.id()), MailState.NO_ADDRESS.name()));
        return queued.map(Queued::state);
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
        List<Long> queued = jdbc.sql("""
                        with written as (
                        update mail_outbox m
                           set state = 'QUEUED', recipient = c.email, attempts = 0, sent_at = null, last_error = null,
                               copy = copy + 1,
                               message_id = '<data-request.' || :request || '.' || c.id || '.' || copy + 1 || '@vesper.example>'
                          from customer c
                         where m.data_request_id = :request and c.id = m.customer_id
                           and m.state in ('SENT', 'FAILED', 'NO_ADDRESS', 'BOUNCED')
                           and c.email ~ :address and length(c.email) <= 254
                        returning m.id, m.state)
                        """ + MailOutbox.AND_QUEUE)
                .param("request", request)
                .param("address", MailOutbox.ADDRESS)
                .query(MailOutbox.ID)
                .list();
        exceptions.settle(queued);
        return !queued.isEmpty();
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
