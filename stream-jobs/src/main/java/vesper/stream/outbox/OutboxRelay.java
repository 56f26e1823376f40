package vesper.stream.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Publishes the rows of the bank's outbox to Kafka, in their order, and deletes them when the broker has them. One thread,
 * from {@link #start} to {@link #close}.
 *
 * <p>At least once: after a crash between the broker's answer and the deletion, messages go out again. Any number of
 * relays may run: a lock in the database lets one of them publish at a time, which keeps the order; the others stand by.
 * While the database or Kafka is away it tries again, ever more slowly.
 */
public final class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    /** The key of the advisory lock; any number that nothing else in this database locks. */
    private static final long TURN = 0x6F7574626F78L;

    /** Pause after the first failure. */
    static final long FIRST_PAUSE_MS = 50;

    private final OutboxRelaySettings settings;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Producer<byte[], byte[]> producer;
    private final Published published;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "outbox-relay");

    /** Is told of each message that the broker has; again, if the message went out again. */
    public interface Published {
        void message(String topic, byte[] payload);
    }

    public OutboxRelay(DataSource dataSource, OutboxRelaySettings settings) {
        this(dataSource, settings, (topic, payload) -> {});
    }

    /** @param published is told on the relay's own thread, so it must be quick and throw nothing */
    public OutboxRelay(DataSource dataSource, OutboxRelaySettings settings, Published published) {
        this.settings = settings;
        this.published = published;
        jdbc = new JdbcTemplate(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        producer = new KafkaProducer<>(
                settings.kafka()
                        .client(Map.of(
                                "client.id", "outbox-relay",
                                "acks", "all",
                                "enable.idempotence", "true",
                                "linger.ms", "0",
                                "max.block.ms", "10000",
                                "request.timeout.ms", "5000",
                                "delivery.timeout.ms", "10000")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Begins to publish. */
    public OutboxRelay start() {
        thread.start();
        return this;
    }

    /** Ends the turn at hand, then stops. What is not published stays in the outbox. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
    }

    private record Row(long id, String topic, String[] keys, byte[][] payloads) {
        static Row of(ResultSet row, int number) throws SQLException {
            return new Row(
                    row.getLong("id"),
                    row.getString("topic"),
                    (String[]) row.getArray("keys").getArray(),
                    (byte[][]) row.getArray("payloads").getArray());
        }
    }

    private void run() {
        BackOffExecution looks = polls();
        BackOffExecution failures = failures();
        boolean failing = false;
        long pauseMs = 0;
        while (!stopped(pauseMs)) {
            try {
                if (publishTurn()) {
                    pauseMs = 0;
                    looks = polls();
                } else {
                    pauseMs = looks.nextBackOff();
                }
                if (failing) {
                    failing = false;
                    failures = failures();
                    LOG.info("publishes the outbox again");
                }
            } catch (RuntimeException e) {
                pauseMs = failures.nextBackOff();
                if (!failing) {
                    failing = true;
                    LOG.warn("cannot publish the outbox, trying on: {}", e.toString());
                }
            }
        }
    }

    private BackOffExecution polls() {
        ExponentialBackOff polls =
                new ExponentialBackOff(settings.shortestPoll().toMillis(), 2);
        polls.setMaxInterval(settings.longestPoll().toMillis());
        return polls.start();
    }

    private BackOffExecution failures() {
        ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE_MS, 2);
        pauses.setMaxInterval(settings.longestPause().toMillis());
        return pauses.start();
    }

    private boolean stopped(long pauseMs) {
        try {
            return stopped.await(pauseMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Publishes what there is, up to the rows of one turn. Returns whether there was anything for this relay to do. */
    private boolean publishTurn() {
        // Outside a transaction first: an idle outbox costs one index look-up.
        if (jdbc.queryForList("select 1 from outbox order by id limit 1").isEmpty()) {
            return false;
        }
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!Boolean.TRUE.equals(jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, TURN))) {
                return false;
            }
            // Losing the deletion in a crash repeats the messages, which is allowed; waiting for the disk is not
            // needed.
            jdbc.execute("set local synchronous_commit = off");
            List<Row> rows = jdbc.query(
                    "select id, topic, keys, payloads from outbox order by id limit ?",
                    Row::of,
                    settings.rowsPerTurn());
            send(rows);
            Long[] ids = rows.stream().map(Row::id).toArray(Long[]::new);
            jdbc.update("delete from outbox where id = any(?)", (Object) ids);
            return true;
        }));
    }

    /** Sends the messages and waits until the broker has all of them. */
    private void send(List<Row> rows) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Row row : rows) {
            for (int i = 0; i < row.keys.length; i++) {
                sent.add(producer.send(new ProducerRecord<>(
                        row.topic, row.keys[i].getBytes(StandardCharsets.UTF_8), row.payloads[i])));
            }
        }
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
            for (Row row : rows) {
                for (byte[] payload : row.payloads) {
                    published.message(row.topic, payload);
                }
            }
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka did not take the messages", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
