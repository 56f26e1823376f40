package vesper.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.event.EventCodec;
import vesper.bank.event.KafkaServers;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;

/**
 * Payments in flight through Kafka: those that a stream job has not committed past, on payments.submitted by screening and on
 * payments.decided by booking, as the topics end at the time of the call. Each must turn up among the recorded payments or the
 * dead letters. Committed offsets alone would not do: the jobs commit up to ten seconds late while nothing follows.
 */
public final class KafkaPaymentsInFlight implements PaymentsInFlight {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_PATIENCE = Duration.ofMillis(200);
    private static final long POLL_MS = 10;
    private static final int WINDOW = 10_000;
    private static final List<Stage> STAGES = List.of(
            new Stage(Topics.SUBMITTED, "screening") {
                @Override
                UUID payment(byte[] record) throws UnreadableEventException {
                    return EventCodec.SUBMITTED.decode(record).getId();
                }
            },
            new Stage(Topics.DECIDED, "booking") {
                @Override
                UUID payment(byte[] record) throws UnreadableEventException {
                    return EventCodec.DECIDED.decode(record).getPayment().getId();
                }
            });
    private static final String RECORDED = "select id from payment where id = any(:ids)";
    private static final String DEAD = """
            select 1 from dead_letter
             where source_topic = :topic and source_partition = :partition and source_offset = :offset
            """;

    private final KafkaServers servers;
    private final JdbcClient jdbc;

    /** A topic and the consumer group of the job that works it off. */
    private abstract static class Stage {
        final String topic;
        final String group;

        Stage(String topic, String group) {
            this.topic = topic;
            this.group = group;
        }

        abstract UUID payment(byte[] record) throws UnreadableEventException;
    }

    /** Over one bank whose Kafka asks for nothing but its address, {@code host:port,...}. */
    public KafkaPaymentsInFlight(String bootstrapServers, JdbcClient jdbc) {
        this(KafkaServers.plain(bootstrapServers), jdbc);
    }

    /**
     * Over one bank.
     *
     * @param servers of the topics that carry payments
     * @param jdbc over the bank's database, where payments are recorded
     */
    public KafkaPaymentsInFlight(KafkaServers servers, JdbcClient jdbc) {
        this.servers = servers;
        this.jdbc = jdbc;
    }

    @Override
    public void awaitSettled(Duration deadline) {
        long giveUpAt = System.nanoTime() + deadline.toNanos();
        for (Stage stage : STAGES) {
            try (KafkaConsumer<byte[], byte[]> kafka = consumer(stage.group)) {
                awaitSettled(stage, kafka, giveUpAt);
            }
        }
    }

    @Override
    public long behind() {
        long behind = 0;
        for (Stage stage : STAGES) {
            try (KafkaConsumer<byte[], byte[]> kafka = consumer(stage.group)) {
                List<TopicPartition> partitions = partitions(stage, kafka);
                Map<TopicPartition, Long> starts = starts(partitions, kafka);
                for (Map.Entry<TopicPartition, Long> end :
                        kafka.endOffsets(partitions).entrySet()) {
                    behind += Math.max(0, end.getValue() - starts.getOrDefault(end.getKey(), 0L));
                }
            }
        }
        return behind;
    }

    private static List<TopicPartition> partitions(Stage stage, Consumer<byte[], byte[]> kafka) {
        return kafka.partitionsFor(stage.topic).stream()
                .map(partition -> new TopicPartition(stage.topic, partition.partition()))
                .toList();
    }

    /** From where on a stage's job has not committed. */
    private static Map<TopicPartition, Long> starts(List<TopicPartition> partitions, Consumer<byte[], byte[]> kafka) {
        Map<TopicPartition, Long> beginnings = kafka.beginningOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = kafka.committed(new HashSet<>(partitions));
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata done = committed.get(partition);
            starts.put(partition, Math.max(done == null ? 0 : done.offset(), beginnings.getOrDefault(partition, 0L)));
        }
        return starts;
    }

    private KafkaConsumer<byte[], byte[]> consumer(String group) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "close-of-business");
        // Read only: partitions are assigned and nothing is committed, so the group's own members are not disturbed.
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, WINDOW);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        return new KafkaConsumer<>(servers.client(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void awaitSettled(Stage stage, Consumer<byte[], byte[]> kafka, long giveUpAt) {
        List<TopicPartition> partitions = partitions(stage, kafka);
        kafka.assign(partitions);
        Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
        starts(partitions, kafka).forEach(kafka::seek);
        while (partitions.stream()
                .anyMatch(partition -> kafka.position(partition) < ends.getOrDefault(partition, 0L))) {
            List<ConsumerRecord<byte[], byte[]>> window = new ArrayList<>();
            kafka.poll(READ_PATIENCE).forEach(window::add);
            window.removeIf(record ->
                    record.offset() >= ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L));
            awaitRecorded(stage, window, giveUpAt);
            if (window.isEmpty() && System.nanoTime() >= giveUpAt) {
                throw new StillInFlightException("Kafka did not hand out the end of " + stage.topic + " in time");
            }
        }
    }

    private void awaitRecorded(Stage stage, List<ConsumerRecord<byte[], byte[]>> records, long giveUpAt) {
        Map<UUID, ConsumerRecord<byte[], byte[]>> missing = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                missing.put(stage.payment(record.value()), record);
            } catch (UnreadableEventException e) {
                // No payment; the job sees to it that it becomes a dead letter.
            }
        }
        while (true) {
            missing.keySet().removeAll(recorded(missing.keySet()));
            if (missing.isEmpty()) {
                return;
            }
            if (System.nanoTime() >= giveUpAt) {
                missing.values().removeIf(this::isDeadLetter);
                if (!missing.isEmpty()) {
                    throw notInTime(stage, missing.values().iterator().next(), missing.size());
                }
                return;
            }
            pause();
        }
    }

    private Set<UUID> recorded(Set<UUID> ids) {
        return new HashSet<>(jdbc.sql(RECORDED)
                .param("ids", ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    private boolean isDeadLetter(ConsumerRecord<byte[], byte[]> record) {
        return jdbc.sql(DEAD)
                .param("topic", record.topic())
                .param("partition", record.partition())
                .param("offset", record.offset())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private static StillInFlightException notInTime(Stage stage, ConsumerRecord<byte[], byte[]> first, int missing) {
        return new StillInFlightException("the job " + stage.group + " has not worked off " + stage.topic + ": "
                + missing
                + " payments are neither recorded nor dead letters, one of them at partition " + first.partition()
                + " offset " + first.offset() + ". Is the job running?");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for payments in flight", e);
        }
    }
}
