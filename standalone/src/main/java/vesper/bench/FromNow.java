package vesper.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers of what is written to topics after they were made. */
final class FromNow {
    private FromNow() {}

    /** One that reads all partitions of the topics, and where it begins is settled. */
    static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings, String... topics) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(topics)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Where the end is, is asked for only now.
        partitions.forEach(consumer::position);
        return consumer;
    }
}
