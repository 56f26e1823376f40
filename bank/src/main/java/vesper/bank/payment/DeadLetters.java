package vesper.bank.payment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.outbox.Outbox;

/** Messages that no job could read, kept whole until a person sends them again or discards them. */
public final class DeadLetters {
    private static final RowMapper<DeadLetter> ROW = (row, n) -> new DeadLetter(
            row.getLong("id"),
            row.getString("source_topic"),
            row.getInt("source_partition"),
            row.getLong("source_offset"),
            row.getBytes("key"),
            row.getBytes("value"),
            row.getString("reason"),
            row.getTimestamp("received_at").toInstant(),
            State.valueOf(row.getString("state")),
            row.getString("handled_by"));
    private static final String COLUMNS = """
            select id, source_topic, source_partition, source_offset, key, value, reason, received_at, state, handled_by
              from dead_letter
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;

    public DeadLetters(JdbcClient jdbc, TransactionTemplate transaction, Outbox outbox) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
    }

    /** What was done about a dead letter. */
    public enum State {
        NEW,
        RESENT,
        DISCARDED
    }

    /** A message as it was read, and why it was set aside. */
    public record DeadLetter(
            long id,
            String sourceTopic,
            int sourcePartition,
            long sourceOffset,
            byte @Nullable [] key,
            byte[] value,
            String reason,
            Instant receivedAt,
            State state,
            @Nullable String handledBy) {}

    /** Keeps a dead letter; one from the same place in the same topic is kept once. */
    public void keep(
            String sourceTopic,
            int sourcePartition,
            long sourceOffset,
            byte @Nullable [] key,
            byte[] value,
            String reason) {
        jdbc.sql("""
                        insert into dead_letter (source_topic, source_partition, source_offset, key, value, reason)
                        values (:topic, :partition, :offset, :key, :value, :reason) on conflict do nothing
                        """)
                .param("topic", sourceTopic)
                .param("partition", sourcePartition)
                .param("offset", sourceOffset)
                .param("key", key, java.sql.Types.BINARY)
                .param("value", value)
                .param("reason", reason)
                .update();
    }

    /** Newest first, before the given id ({@link Long#MAX_VALUE} for the first page). */
    public List<DeadLetter> list(State state, long beforeId, int limit) {
        return jdbc.sql(COLUMNS + " where state = :state and id < :before order by id desc limit :limit")
                .param("state", state.name())
                .param("before", beforeId)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    public Optional<DeadLetter> find(long id) {
        return jdbc.sql(COLUMNS + " where id = :id").param("id", id).query(ROW).optional();
    }

    public long countNew() {
        return jdbc.sql("select count(*) from dead_letter where state = 'NEW'")
                .query(Long.class)
                .single();
    }

    /** Sends the same bytes to the topic they came from. Returns false if the letter is unknown or handled already. */
    public boolean resend(long id, String staff) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean taken = handle(id, State.RESENT, staff);
            if (taken) {
                DeadLetter letter = find(id).orElseThrow();
                byte[] key = letter.key() == null ? new byte[0] : letter.key();
                outbox.add(
                        letter.sourceTopic(),
                        List.of(new Outbox.Message(new String(key, StandardCharsets.UTF_8), letter.value())));
            }
            return taken;
        }));
    }

    /** Sets the letter aside for good; its bytes stay readable. Returns false if it is unknown or handled already. */
    public boolean discard(long id, String staff) {
        return handle(id, State.DISCARDED, staff);
    }

    private boolean handle(long id, State state, String staff) {
        return jdbc.sql("""
                        update dead_letter set state = :state, handled_by = :staff, handled_at = clock_timestamp()
                         where id = :id and state = 'NEW'
                        """)
                        .param("state", state.name())
                        .param("staff", staff)
                        .param("id", id)
                        .update()
                == 1;
    }
}
