package vesper.reporting.mail;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How mails come into the outbox and the queue, whatever they bring: to a usable address at once, else to the exceptions. Joins the
 * surrounding transaction.
 */
final class OwedMails {
    /** Whether mail goes to {@code customer c}; {@code :address} is {@link MailOutbox#ADDRESS}. */
    static final String USABLE = "(coalesce(c.email ~ :address, false) and length(c.email) <= 254)";

    /** Begins with {@code written}: mails and their states. Those that are to be sent are queued. */
    private static final String AND_QUEUE = """
            , queued as (insert into mail_queue (mail_id) select id from written where state = 'QUEUED')
            select id, state from written
            """;

    /** Begins with {@code owed}: mails, and whether their addresses are usable. */
    private static final String AND_WRITE = """
            , written as (
            insert into mail_outbox (customer_id, document_id, data_request_id, recipient, subject, message_id, due_at, state,
                                     last_error)
            select customer_id, document_id, data_request_id, recipient, subject, message_id, '9999-12-31Z',
                   case when usable then 'QUEUED' else 'NO_ADDRESS' end,
                   case when usable then null when recipient = '' then 'the customer has no mail address'
                        else 'not a mail address' end
              from owed
            on conflict do nothing
            returning id, state)
            """ + AND_QUEUE;

    /** By a column that is named, if the address is usable. */
    private static final String AGAIN = """
            with written as (
            update mail_outbox m
               set state = 'QUEUED', recipient = c.email, attempts = 0, sent_at = null, last_error = null,
                   copy = case when :copy then copy + 1 else copy end,
                   message_id = case when :copy
                        then '<' || coalesce(document_id::text, 'data-request.' || data_request_id) || '.' || c.id
                             || '.' || copy + 1 || '@vesper.example>'
                        else message_id end
              from customer c
             where m.%s = :value and c.id = m.customer_id
               and (m.state in ('FAILED', 'NO_ADDRESS', 'BOUNCED') or (:copy and m.state in ('SENT', 'ON_PAPER')))
               and %s
            returning m.id, m.state)
            """ + AND_QUEUE;

    private final JdbcClient jdbc;
    private final MailExceptions exceptions;

    OwedMails(JdbcClient jdbc, MailExceptions exceptions) {
        this.jdbc = jdbc;
        this.exceptions = exceptions;
    }

    private record Written(long id, MailState state) {}

    /**
     * Writes the mails that a query gives, unless they were written before. One without a usable address is an exception.
     *
     * @param owed gives customer_id, document_id, data_request_id, recipient, subject, message_id, and whether it is {@link #USABLE}
     * @return the states of those that were written now
     */
    List<MailState> write(String owed, Map<String, ?> parameters) {
        List<Written> written = jdbc.sql("with owed as (" + owed + ")" + AND_WRITE)
                .params(parameters)
                .param("address", MailOutbox.ADDRESS)
                .query((row, n) -> new Written(row.getLong("id"), MailState.valueOf(row.getString("state"))))
                .list();
        exceptions.raise(
                written.stream()
                        .filter(mail -> mail.state() == MailState.NO_ADDRESS)
                        .map(Written::id)
                        .toList(),
                MailState.NO_ADDRESS.name());
        return written.stream().map(Written::state).toList();
    }

    /**
     * Queues a mail again that was given up, came back or had no address, to the address that the customer has now.
     *
     * @param column of the outbox, by which the mail is found
     * @param copy whether also one that was sent, or went by post, and under a Message-ID of its own
     * @return false if there is no such mail, or the customer has no usable address
     */
    boolean again(String column, Object value, boolean copy) {
        List<Long> queued = jdbc.sql(AGAIN.formatted(column, USABLE))
                .param("value", value)
                .param("copy", copy)
                .param("address", MailOutbox.ADDRESS)
                .query((row, n) -> row.getLong("id"))
                .list();
        exceptions.settle(queued);
        return !queued.isEmpty();
    }
}
