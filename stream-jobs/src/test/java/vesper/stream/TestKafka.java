package vesper.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import vesper.bank.TestBroker;

/** The broker, and what the tests here send to it and read from it. */
public final class TestKafka extends TestBroker {
    public TestKafka(Path folder) {
        super(folder);
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers(), "acks", "all", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Follows a topic from its beginning. */
    public Follower follow(String topic) {
        return new Follower(topic);
    }

    /** All records of a topic so far. */
    public final class Follower implements AutoCloseable {
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        private final KafkaConsumer<byte[], byte[]> consumer;

        private Follower(String topic) {
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", bootstrapServers(), "fetch.min.bytes", "1"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        public List<ConsumerRecord<byte[], byte[]>> records() {
            return records;
        }

        public void poll() {
            consumer.poll(Duration.ofMillis(20)).forEach(records::add);
        }

        /** Reads until the condition holds; fails after a minute. */
        public void until(BooleanSupplier condition) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        poll();
                        return condition.getAsBoolean();
                    });
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
