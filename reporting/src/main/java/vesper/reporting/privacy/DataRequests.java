package vesper.reporting.privacy;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.reporting.link.Collected;
import vesper.reporting.link.OneTimeLinks;
import vesper.reporting.link.OneTimeLinks.Purpose;
import vesper.reporting.mail.DataRequestMails;
import vesper.reporting.mail.OutboxMail;
import vesper.reporting.privacy.DataRequest.State;
import vesper.reporting.privacy.DataRequest.Step;

/**
 * Takes requests of persons for what the bank holds on them, gathers it, and hands it out, once, to who has both the link and the
 * passphrase. The link is mailed when the file waits. It ends after a day or five wrong passphrases; another may be made while the file
 * is kept.
 */
public final class DataRequests {
    /** How long a file is kept that nobody collects. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final Purpose PURPOSE = Purpose.DATA_REQUEST;
    private static final String MAIL = "mail";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DataRequestReads reads;
    private final PersonalDataExport export;
    private final OneTimeLinks links;
    private final DataRequestMails mails;

    public DataRequests(
            JdbcClient jdbc, TransactionTemplate transaction, PersonalDataExport export, DataRequestMails mails) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.reads = new DataRequestReads(jdbc);
        this.export = export;
        this.mails = mails;
        this.links = new OneTimeLinks(jdbc);
    }

    /** A request that was taken, and the passphrase that will open its file, which is shown this once. */
    public record Taken(long id, Passphrase passphrase) {}

    /**
     * Takes a request. One of the customer that is still open ends: its passphrase is no longer good for anything.
     *
     * @return empty if there is no such customer
     */
    public Optional<Taken> take(long customerId, String by, LocalDate today) {
        return transaction.execute(status -> {
            if (export.nameOf(customerId).isEmpty()) {
                return Optional.empty();
            }
            jdbc.sql("select id from data_request where customer_id = :customer and state in ('RECEIVED', 'GATHERED')")
                    .param("customer", customerId)
                    .query(Long.class)
                    .list()
                    .forEach(id -> end(id, by));
            Passphrase passphrase = Passphrase.random();
            long id = jdbc.sql("""
                            insert into data_request (customer_id, kind, received_on, due_on, state, passphrase_sha256, file_key)
                            values (:customer, 'ACCESS', :today, :due, 'RECEIVED', :proof, :key)
                            returning id
                            """)
                    .param("customer", customerId)
                    .param("today", today)
                    .param("due", today.plusMonths(1))
                    .param("proof", passphrase.proof())
                    .param("key", passphrase.fileKey())
                    .query(Long.class)
                    .single();
            note(id, "TAKEN", by);
            return Optional.of(new Taken(id, passphrase));
        });
    }

    /** The newest requests. */
    public List<DataRequest> newest(int limit) {
        return reads.newest(limit);
    }

    /** The newest requests of a customer. */
    public List<DataRequest> ofCustomer(long customerId, int limit) {
        return reads.ofCustomer(customerId, limit);
    }

    public Optional<DataRequest> find(long id) {
        return reads.find(id);
    }

    /** What was done with a request, oldest first. */
    public List<Step> steps(long id) {
        return reads.steps(id);
    }

    /** Numbers of requests that wait to be gathered, after one, the longest waiting first. */
    public List<Long> toGather(long after, int limit) {
        return jdbc.sql("select id from data_request where state = 'RECEIVED' and id > :after order by id limit :limit")
                .param("after", after)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /** How many requests wait to be gathered. */
    public long toGather() {
        return jdbc.sql("select count(*) from data_request where state = 'RECEIVED'")
                .query(Long.class)
                .single();
    }

    /**
     * Gathers what a request asks for and queues the mail that says where it is collected, unless that was done. To be called in a
     * transaction that sees one state of the database.
     */
    public void gather(long id, String by) {
        record Asked(long customer, String key) {}
        Optional<Asked> asked = jdbc.sql(
                        "select customer_id, file_key from data_request where id = :id and state = 'RECEIVED' for update")
                .param("id", id)
                .query((row, n) -> new Asked(row.getLong("customer_id"), row.getString("file_key")))
                .optional();
        if (asked.isEmpty()) {
            return;
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        long items = export.write(asked.get().customer(), file, asked.get().key());
        jdbc.sql("""
                        update data_request
                           set state = 'GATHERED', content = :content, items = :items, file_key = null,
                               gathered_at = clock_timestamp()
                         where id = :id
                        """)
                .param("id", id)
                .param("content", file.toByteArray())
                .param("items", items)
                .update();
        note(id, "GATHERED", by);
        mails.enqueue(id);
        note(id, "MAIL_QUEUED", by);
    }

    /** Notes that a request could not be gathered; the log has the error. */
    public void notGathered(long id, String by) {
        note(id, "NOT_GATHERED", by);
    }

    /**
     * Makes a link to a file that waits; those that were made before are void.
     *
     * @return what is put behind the page's address: 256 random bits, kept nowhere; empty if no file waits
     */
    public Optional<String> link(long id, String by, Instant now) {
        return transaction.execute(status -> {
            links.end(PURPOSE, target(id));
            return made(id, by, now);
        });
    }

    /**
     * Makes a link to a file that waits, for the mail that is being sent. Earlier links stay: a mail may go out again under the same
     * Message-ID, and the receiver keeps the first.
     *
     * @throws IllegalStateException if no file waits
     */
    public String mailedLink(long id, Instant now) {
        return Objects.requireNonNull(transaction.execute(status -> made(id, MAIL, now)))
                .orElseThrow(
                        () -> new IllegalStateException("the file of data request " + id + " is not there any more"));
    }

    private Optional<String> made(long id, String by, Instant now) {
        if (!waits(id)) {
            return Optional.empty();
        }
        String token = links.make(PURPOSE, target(id), now);
        note(id, "LINKED", by);
        return Optional.of(token);
    }

    /** Whether a file waits to be collected; locks the request. */
    private boolean waits(long id) {
        return jdbc.sql("select id from data_request where id = :id and state = 'GATHERED' for update")
                .param("id", id)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /**
     * Queues the mail with a link to a file that waits once more.
     *
     * @return false if no file waits, the mail is on its way, or the customer has no usable address
     */
    public boolean mailAgain(long id, String by) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean queued = waits(id) && mails.again(id);
            if (queued) {
                note(id, "MAIL_QUEUED", by);
            }
            return queued;
        }));
    }

    /** The mail that says where a file is collected, if one was queued. */
    public Optional<OutboxMail> mail(long id) {
        return mails.find(id);
    }

    /** Whether a link leads to a file. */
    public boolean leads(String token, Instant now) {
        return links.target(PURPOSE, token, now).isPresent();
    }

    /** The language of whom a link was made for, ISO 639-1; empty if the link has ended. */
    public Optional<String> language(String token, Instant now) {
        return links.target(PURPOSE, token, now)
                .flatMap(target -> jdbc.sql("""
                        select c.language from data_request r join customer c on c.id = r.customer_id where r.id = :id
                        """)
                        .param("id", Long.parseLong(target))
                        .query(String.class)
                        .optional());
    }

    private record Held(byte[] proof, byte[] content) {}

    /** Hands the file out, a ZIP under AES-256 that the passphrase opens, to who has link and passphrase; it is gone then. */
    public Collected collect(String token, Passphrase passphrase, Instant now) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<OneTimeLinks.Link> link = links.lock(PURPOSE, token, now);
            if (link.isEmpty()) {
                return new Collected.Gone();
            }
            long id = Long.parseLong(link.get().target());
            if (link.get().ended()) {
                links.end(link.get());
                note(id, "LINK_ENDED", "system");
                return new Collected.Gone();
            }
            Held held = jdbc.sql("select passphrase_sha256, content from data_request where id = :id for update")
                    .param("id", id)
                    .query((row, n) -> new Held(row.getBytes("passphrase_sha256"), row.getBytes("content")))
                    .single();
            if (!MessageDigest.isEqual(held.proof(), passphrase.proof())) {
                return wrong(id, link.get());
            }
            byte[] zip = EncryptedZip.under(held.content(), passphrase.fileKey(), passphrase.text());
            finish(id, State.COLLECTED);
            note(id, "COLLECTED", "holder of the link");
            return new Collected.File("personal-data.zip", "application/zip", zip);
        }));
    }

    private Collected.Wrong wrong(long id, OneTimeLinks.Link link) {
        int left = links.wrong(link);
        note(id, "WRONG_TRY", "holder of the link");
        if (left == 0) {
            note(id, "LINK_ENDED", "system");
        }
        return new Collected.Wrong(left);
    }

    private static String target(long id) {
        return Long.toString(id);
    }

    /**
     * Ends requests whose files nobody has collected for too long.
     *
     * @return how many
     */
    public int endUncollected(Instant now) {
        List<Long> old = jdbc.sql("select id from data_request where state = 'GATHERED' and gathered_at < :before")
                .param("before", Timestamp.from(now.minus(KEPT)))
                .query(Long.class)
                .list();
        old.forEach(id -> end(id, "system"));
        return old.size();
    }

    private void end(long id, String by) {
        finish(id, State.ENDED);
        note(id, "ENDED", by);
    }

    private void finish(long id, State state) {
        links.end(PURPOSE, target(id));
        mails.withdraw(id);
        jdbc.sql("update data_request set state = :state, content = null, file_key = null where id = :id")
                .param("state", state.name())
                .param("id", id)
                .update();
    }

    private void note(long id, String step, String by) {
        jdbc.sql("insert into data_request_step (request_id, step, taken_by) values (:id, :step, :by)")
                .param("id", id)
                .param("step", step)
                .param("by", by)
                .update();
    }
}
