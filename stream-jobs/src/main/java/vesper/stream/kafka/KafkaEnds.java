package vesper.stream.kafka;

import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import vesper.bank.event.KafkaServers;

/**
 * Sources and sinks for latency: what is there is handed on at once, and what is written waits a few milliseconds for what
 * else the same moment brings. Without that wait each record would be a request of its own, to the broker and to every
 * reader, and a busy machine would spend its time on requests.
 */
public final class KafkaEnds {
    private static final String LINGER_MS = "3";

    private KafkaEnds() {}

    /**
     * Reads topics from the restored checkpoint; without one from the offsets that the group committed; without those
     * from the beginning. Offsets are committed with each checkpoint, so that others can see how far the job is.
     */
    @SuppressWarnings("deprecation") // the connector takes no other type for "from the beginning"
    public static <T> KafkaSource<T> source(
            KafkaServers kafka, String group, List<String> topics, KafkaRecordDeserializationSchema<T> reader) {
        return KafkaSource.<T>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setProperties(security(kafka))
                .setGroupId(group)
                .setClientIdPrefix(group + "-" + topics.get(0))
                .setTopics(topics)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(reader)
                .setProperty("commit.offsets.on.checkpoint", "true")
                .setProperty("fetch.min.bytes", "1")
                .setProperty("allow.auto.create.topics", "false")
                .build();
    }

    /** Reads a compacted topic from its beginning, or from the restored checkpoint. */
    public static <T> KafkaSource<T> whole(
            KafkaServers kafka, String group, String topic, KafkaRecordDeserializationSchema<T> reader) {
        return KafkaSource.<T>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setProperties(security(kafka))
                .setClientIdPrefix(group + "-" + topic)
                .setTopics(topic)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(reader)
                .setProperty("allow.auto.create.topics", "false")
                .build();
    }

    /**
     * Writes at least once. Exactly once would hold each record back until the next checkpoint; instead, what comes out is
     * such that a repeat does no harm.
     */
    public static <T> KafkaSink<T> sink(KafkaServers kafka, KafkaRecordSerializationSchema<T> writer) {
        return KafkaSink.<T>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(security(kafka))
                .setRecordSerializer(writer)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("acks", "all")
                .setProperty("enable.idempotence", "true")
                .setProperty("linger.ms", LINGER_MS)
                .build();
    }

    private static Properties security(KafkaServers kafka) {
        Properties security = new Properties();
        security.putAll(kafka.security());
        return security;
    }
}
