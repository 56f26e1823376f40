package vesper.api.payment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import vesper.bank.event.KafkaServers;

/** The Kafka consumers of the {@link PaymentFeed}: they belong to no group and commit nothing. */
final class FeedConsumer {
    private FeedConsumer() {}

    static Consumer<String, byte[]> open(KafkaServers servers) {
        return new KafkaConsumer<>(
                servers.client(Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "online-api-feed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        2_000,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        30_000)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    static List<TopicPartition> partitions(Consumer<String, byte[]> kafka, String topic) {
        List<TopicPartition> partitions = kafka.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("Kafka has no topic " + topic);
        }
        return partitions;
    }

    /** What a group has committed; a partition is missing, or null, where it never has. */
    static Map<TopicPartition, OffsetAndMetadata> committed(
            KafkaServers servers, String group, Set<TopicPartition> partitions) {
        try (KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(
                servers.client(Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "online-api-start",
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false)),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            return reader.committed(partitions);
        }
    }
}
