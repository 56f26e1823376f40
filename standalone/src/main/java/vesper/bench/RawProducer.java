package vesper.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends records of a payment's size to Kafka, acknowledged by all, without the API: what ingest is held against. */
final class RawProducer implements AutoCloseable {
    private static final String TOPIC = "bench.raw";
    private static final int PARTITIONS = 4;
    private static final byte[] RECORD = new byte[292];

    private final KafkaProducer<String, byte[]> producer;

    RawProducer(String bootstrapServers) throws InterruptedException, ExecutionException {
        Map<String, Object> servers = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(servers)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "1"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Acknowledged records a second. */
    double rate(int records) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(records);
        long start = System.nanoTime();
        for (int n = 0; n < records; n++) {
            var unused = producer.send(
                    new ProducerRecord<>(TOPIC, Integer.toString(n), RECORD), (metadata, failure) -> open.countDown());
        }
        open.await();
        return records * 1e9 / (System.nanoTime() - start);
    }

    @Override
    public void close() {
        producer.close();
    }
}
