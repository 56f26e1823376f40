package vesper.bank.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.database.RoundTrip;

/**
 * Writes and searches the audit log. Events join the surrounding transaction, so that what was done and the note of it commit
 * together; from then until the transaction ends, others that write to the log wait: append last, and many events at once.
 */
public final class AuditLog {
    private static final String ADD = """
            insert into audit_event (seq, recorded_at, actor_kind, actor, origin, action, object, account_id, outcome, detail,
                                     hash)
            select * from unnest(?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::bigint[], ?::text[], ?::text[], ?::bytea[])
            """;
    private static final String SEARCH = AuditRow.COLUMNS + """
             where seq < :before
               and (cast(:actor as text) is null or actor = :actor)
               and (cast(:action as text) is null or action = :action or starts_with(action, :action || '.'))
               and (cast(:object as text) is null or object = :object)
               and (cast(:account as bigint) is null or account_id = :account)
               and (cast(:outcome as text) is null or outcome = :outcome)
               and (cast(:from as timestamptz) is null or recorded_at >= :from)
               and (cast(:until as timestamptz) is null or recorded_at < :until)
             order by seq desc limit :limit
            """;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final TransactionTemplate transaction;

    public AuditLog(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.transaction = transaction;
    }

    /** Where the chain ends, and the database's clock. */
    private record Head(long seq, byte[] hash, Instant now) {
        static Head read(ResultSet row, int n) throws SQLException {
            return new Head(
                    row.getLong("seq"),
                    row.getBytes("hash"),
                    row.getTimestamp("now").toInstant().truncatedTo(ChronoUnit.MICROS));
        }
    }

    /** Adds an event, in the surrounding transaction if there is one. */
    public void append(AuditEvent event) {
        append(List.of(event));
    }

    /** Adds events in this order, in the surrounding transaction if there is one, else in one of their own. */
    public void append(List<AuditEvent> events) {
        if (!events.isEmpty()) {
            transaction.executeWithoutResult(status -> appendAll(events));
        }
    }

    /**
     * Does something and notes how it went, in one transaction.
     *
     * @param done the answer that it was done; any other says, by its name in lower case, why it was refused
     */
    public <A extends Enum<A>> A noting(Actor by, String action, String object, A done, Supplier<A> deed) {
        return Objects.requireNonNull(transaction.execute(status -> {
            A answer = deed.get();
            append(
                    answer == done
                            ? AuditEvent.done(by, action, object, "")
                            : AuditEvent.refused(
                                    by, action, object, answer.name().toLowerCase(Locale.ROOT)));
            return answer;
        }));
    }

    private void appendAll(List<AuditEvent> events) {
        // The time is read once the lock is held: later events have later times.
        client.sql("select 1 from audit_head for no key update")
                .query(Integer.class)
                .single();
        Head head = client.sql("select seq, hash, clock_timestamp() as now from audit_head")
                .query(Head::read)
                .single();
        List<AuditEntry> entries = new ArrayList<>(events.size());
        List<byte[]> hashes = new ArrayList<>(events.size());
        byte[] hash = head.hash();
        for (AuditEvent event : events) {
            AuditEntry entry = new AuditEntry(head.seq() + entries.size() + 1, head.now(), event);
            hash = AuditHash.of(hash, entry);
            entries.add(entry);
            hashes.add(hash);
        }
        RoundTrip writing = new RoundTrip();
        add(writing, entries, hashes);
        writing.add("update audit_head set seq = ?, hash = ?")
                .value(head.seq() + entries.size())
                .value(hash);
        writing.run(jdbc);
    }

    private static void add(RoundTrip writing, List<AuditEntry> entries, List<byte[]> hashes) {
        List<AuditEvent> events = entries.stream().map(AuditEntry::event).toList();
        List<@Nullable Long> accounts = new ArrayList<>(events.size());
        events.forEach(event -> accounts.add(event.accountId()));
        writing.add(ADD)
                .longs(entries.stream().<@Nullable Long>map(AuditEntry::seq).toList())
                .texts(entries.stream()
                        .<@Nullable String>map(entry -> entry.recordedAt().toString())
                        .toList())
                .array(
                        "text",
                        events.stream()
                                .map(event -> event.actor().kind().name())
                                .toList())
                .array(
                        "text",
                        events.stream().map(event -> event.actor().name()).toList())
                .array(
                        "text",
                        events.stream().map(event -> event.actor().origin()).toList())
                .array("text", events.stream().map(AuditEvent::action).toList())
                .array("text", events.stream().map(AuditEvent::object).toList())
                .longs(accounts)
                .array(
                        "text",
                        events.stream().map(event -> event.outcome().name()).toList())
                .array("text", events.stream().map(AuditEvent::detail).toList())
                .byteArrays(hashes);
    }

    /**
     * A page of what was found, newest first.
     *
     * @param beforeSeq only events with smaller numbers; {@link Long#MAX_VALUE} for the first page
     */
    public List<AuditEntry> search(AuditSearch search, long beforeSeq, int limit) {
        return client.sql(SEARCH)
                .param("before", beforeSeq)
                .param("actor", search.actor())
                .param("action", search.action())
                .param("object", search.object())
                .param("account", search.accountId(), Types.BIGINT)
                .param(
                        "outcome",
                        search.outcome() == null ? null : search.outcome().name())
                .param("from", timestamp(search.from()), Types.TIMESTAMP)
                .param("until", timestamp(search.until()), Types.TIMESTAMP)
                .param("limit", limit)
                .query((row, n) -> AuditRow.entry(row))
                .list();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
