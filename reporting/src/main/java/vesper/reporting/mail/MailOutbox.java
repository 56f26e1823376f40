package vesper.reporting.mail;

import java.sql.Timestamp;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.exceptions.ExceptionItems;
import vesper.reporting.statement.DocumentKind;

/** The mails that the bank owes its customers. Times are the database's, so that workers on several machines agree. */
public final class MailOutbox {
    /** Under which mails are among the exceptions. */
    public static final String STEP = "mail";

    private static final int LONGEST_ERROR = 500;

    /** What a mailbox address looks like to a browser's form (HTML Living Standard, "valid e-mail address"). */
    public static final String ADDRESS = "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+"
            + "@[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?([.][a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$";

    private static final String OF_DOCUMENTS = """
            select customer_id, document_id, null::bigint as data_request_id, recipient, subject, message_id, usable
              from (select c.id as customer_id, d.id as document_id, coalesce(c.email, '') as recipient,
                           format(w.subject, to_char(d.period_from, w.dates), to_char(d.period_to, w.dates)) as subject,
                           '<' || d.id || '.' || c.id || '@vesper.example>' as message_id,
                           %s as usable, coalesce(p.paper, false) as paper
                      from document d join account a on a.id = d.account_id join customer c on c.id = a.customer_id
                      left join document_preference p on p.customer_id = c.id
                      join unnest(:kinds, :languages, :subjects, :dates) as w (kind, language, subject, dates)
                           on w.kind = d.kind and w.language = case when c.language = any(:known) then c.language else 'en' end
                     where d.id = any(:documents)
                     order by d.id) as mails
             where usable or not paper
            """.formatted(OwedMails.USABLE);
    static final String COLUMNS = """
            select m.id, m.customer_id, m.document_id, m.data_request_id, m.recipient, m.subject, m.message_id, m.state,
                   coalesce(q.attempts, m.attempts) as attempts, q.due_at, m.created_at, m.sent_at, m.last_error
              from mail_outbox m left join mail_queue q on q.mail_id = m.id
            """;
    static final RowMapper<OutboxMail> ROW = (row, n) -> {
        Timestamp dueAt = row.getTimestamp("due_at");
        Timestamp sentAt = row.getTimestamp("sent_at");
        return new OutboxMail(
                row.getLong("id"),
                row.getLong("customer_id"),
                row.getObject("document_id", UUID.class),
                row.getObject("data_request_id", Long.class),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("message_id"),
                MailState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                dueAt == null ? null : dueAt.toInstant(),
                row.getTimestamp("created_at").toInstant(),
                sentAt == null ? null : sentAt.toInstant(),
                row.getString("last_error"));
    };

    /** What a mail is called, by kind of document and language; %s are its days, written as its dates are. */
    private record Subject(String kind, String language, String text, String dates) {}

    private static final List<Subject> SUBJECTS = Stream.of(DocumentKind.values())
            .flatMap(kind -> MailWording.LANGUAGES.stream()
                    .map(language -> new Subject(
                            kind.name(),
                            language,
                            MailWording.get(language, kind + ".subject"),
                            MailWording.get(language, "dates"))))
            .toList();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MailExceptions exceptions;
    private final OwedMails owed;
    private final MailLeases leases;

    public MailOutbox(JdbcClient jdbc, TransactionTemplate transaction, ExceptionItems exceptions) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.exceptions = new MailExceptions(jdbc, exceptions);
        this.owed = new OwedMails(jdbc, this.exceptions);
        this.leases = new MailLeases(jdbc, this.exceptions);
    }

    /** The outbox as workers see it. */
    MailLeases leases() {
        return leases;
    }

    /**
     * Queues a mail to the holder of each document's account, unless it was queued before; joins the surrounding
     * transaction. A holder without a usable address gets a row too, in state {@link MailState#NO_ADDRESS}, and is an
     * exception, unless it is on paper that the document comes.
     *
     * @return how many were queued now
     */
    public int enqueue(Collection<UUID> documentIds) {
        return owed.write(
                        OF_DOCUMENTS,
                        Map.of(
                                "known", MailWording.LANGUAGES.toArray(String[]::new),
                                "kinds", SUBJECTS.stream().map(Subject::kind).toArray(String[]::new),
                                "languages",
                                        SUBJECTS.stream().map(Subject::language).toArray(String[]::new),
                                "subjects", SUBJECTS.stream().map(Subject::text).toArray(String[]::new),
                                "dates", SUBJECTS.stream().map(Subject::dates).toArray(String[]::new),
                                "documents", documentIds.toArray(UUID[]::new)))
                .size();
    }

    /** How many mails are in each state; every state is there. */
    public Map<MailState, Long> counts() {
        Map<MailState, Long> counts = new EnumMap<>(MailState.class);
        for (MailState state : MailState.values()) {
            counts.put(state, 0L);
        }
        jdbc.sql("select state, count(*) from mail_outbox group by state").query(row -> {
            counts.put(MailState.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    /**
     * The newest mails, for a page.
     *
     * @param state null for all
     * @param beforeId only mails with smaller ids; {@code Long.MAX_VALUE} for the first page
     */
    public List<OutboxMail> list(@Nullable MailState state, long beforeId, int limit) {
        return jdbc.sql(COLUMNS + """
                 where id < :before and (cast(:state as text) is null or state = :state)
                 order by id desc limit :limit
                """)
                .param("before", beforeId)
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /**
     * Queues a mail again that was given up, came back or had no address, to the address that the customer has now.
     *
     * @return false if there is no such mail, or the customer still has no usable address
     */
    public boolean retry(long id) {
        return owed.again("id", id, false);
    }

    /**
     * Has the document of a mail that was given up, came back or had no address printed and posted instead.
     *
     * @return false if there is no such mail, or it brings no document
     */
    public boolean printInstead(long id) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            int letters = jdbc.sql("""
                            with ended as (
                                update mail_outbox set state = 'ON_PAPER', sent_at = null
                                 where id = :id and document_id is not null
                                   and state in ('FAILED', 'NO_ADDRESS', 'BOUNCED')
                                returning document_id, customer_id)
                            insert into letter (document_id, customer_id) select document_id, customer_id from ended
                            on conflict (document_id) do update set customer_id = excluded.customer_id
                            """).param("id", id).update();
            exceptions.settle(letters == 1 ? List.of(id) : List.of());
            return letters == 1;
        }));
    }

    /**
     * Queues the mail of a document once more though it was sent, to the address that the customer has now, under a Message-ID of
     * its own.
     *
     * @return false if its mail is on its way, or the customer has no usable address
     */
    public boolean sendCopy(UUID documentId) {
        return owed.again("document_id", documentId, true);
    }

    /**
     * Notes what a server on a mail's way says of it. A mail that will not arrive is an exception; whether it may be late is noted
     * with it. Of a mail that was queued again since, nothing is noted.
     *
     * @return false if the outbox has no such mail
     */
    boolean bounced(Bounce bounce) {
        String said = (bounce.status() + ' ' + bounce.diagnostic()).strip();
        return Boolean.TRUE.equals(transaction.execute(status -> {
            List<Long> failed = jdbc.sql("""
                            update mail_outbox
                               set state = case when :failed then 'BOUNCED' else state end, last_error = :said
                             where message_id = :id and state = 'SENT'
                            returning id
                            """)
                    .param("failed", bounce.failed())
                    .param("said", said.substring(0, Math.min(LONGEST_ERROR, said.length())))
                    .param("id", bounce.messageId())
                    .query(Long.class)
                    .list();
            exceptions.raise(bounce.failed() ? failed : List.of(), "MAIL_BOUNCED");
            return jdbc.sql("select count(*) from mail_outbox where message_id = :id")
                            .param("id", bounce.messageId())
                            .query(Long.class)
                            .single()
                    > 0;
        }));
    }

    /** The mails of an account's documents, by document. */
    public Map<UUID, OutboxMail> ofAccount(long accountId) {
        return jdbc
                .sql(COLUMNS + " where document_id in (select id from document where account_id = :account)")
                .param("account", accountId)
                .query(ROW)
                .list()
                .stream()
                .collect(Collectors.toMap(mail -> Objects.requireNonNull(mail.documentId()), mail -> mail));
    }
}
