package vesper.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.event.Topics;
import vesper.home.Ports;

class StreamRecoveryTest {
    private static final int KEYS = 16;
    private static final long PACE_NANOS = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sending = new AtomicBoolean(true);

    @Test
    void killedStreamLosesNothingThatWasAcknowledgedAndRepeatsTheSameAnswers() throws Exception {
        int port = Ports.anyFree().base();
        String bootstrapServers = "127.0.0.1:" + (port + 2);
        Thread sender = new Thread(() -> send(bootstrapServers), "sender");

        List<String> wentOnFrom = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            try (ChildJvm child = ChildJvm.start(StreamingChild.class, folder.toString(), Integer.toString(port))) {
                wentOnFrom.add(child.awaitLine());
                if (run == 0) {
                    sender.start();
                }
                int enough = acknowledged.size() + 1_000;
                await().atMost(LIMIT).until(() -> acknowledged.size() >= enough);
                CheckpointFolder checkpoints = new CheckpointFolder(folder.resolve("flink/numbering"));
                await().atMost(LIMIT).until(() -> checkpoints.newestComplete().isPresent());
                child.kill();
            }
        }
        try (ChildJvm child = ChildJvm.start(StreamingChild.class, folder.toString(), Integer.toString(port))) {
            wentOnFrom.add(child.awaitLine());
            sending.set(false);
            sender.join();

            Map<String, Set<String>> answers = new HashMap<>();
            try (KafkaConsumer<String, String> consumer = consumer(bootstrapServers)) {
                long deadline = System.nanoTime() + LIMIT.toNanos();
                while (!answers.keySet().containsAll(acknowledged) && System.nanoTime() < deadline) {
                    consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                        String[] parts = record.value().split("=");
                        answers.computeIfAbsent(parts[0], id -> new HashSet<>()).add(parts[1]);
                    });
                }
            }
            assertThat(answers.keySet()).as("nothing is lost").containsAll(acknowledged);
            assertThat(answers.values())
                    .as("a repeat says the same")
                    .allSatisfy(numbers -> assertThat(numbers).hasSize(1));
            assertThat(child.terminate()).isEqualTo(143);
        }
        assertThat(wentOnFrom.get(0)).isEqualTo("new");
        assertThat(wentOnFrom.subList(1, 4)).allMatch(from -> from.matches(".*/chk-\\d+"));
    }

    private void send(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "delivery.timeout.ms",
                120_000,
                "reconnect.backoff.max.ms",
                200);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (long n = 0; sending.get(); n++) {
                String key = "k" + n % KEYS;
                String value = key + "-" + n;
                producer.send(new ProducerRecord<>(Topics.SUBMITTED, key, value), (metadata, failure) -> {
                    if (failure == null) {
                        acknowledged.add(value);
                    }
                });
                LockSupport.parkNanos(PACE_NANOS);
            }
        }
    }

    private static KafkaConsumer<String, String> consumer(String bootstrapServers) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(Topics.DECIDED)) {
            partitions.add(new TopicPartition(partition.topic(), partition.partition()));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
