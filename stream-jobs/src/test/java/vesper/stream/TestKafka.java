package vesper.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.awaitility.Awaitility;
import vesper.bank.TestPorts;
import vesper.bank.event.Topics;

/** One real broker in this process, with the bank's topics. */
public final class TestKafka implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final Properties properties = new Properties();
    private final int port;
    private KafkaRaftServer server;

    public TestKafka(Path folder) {
        port = TestPorts.free();
        int controller = TestPorts.free();
        Path config = folder.resolve("server.properties");
        properties.putAll(Map.ofEntries(
                Map.entry("node.id", "1"),
                Map.entry("process.roles", "broker,controller"),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                Map.entry("log.dirs", folder.resolve("log").toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152")));
        try (OutputStream out = Files.newOutputStream(config)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int status = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", config.toString()},
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IllegalStateException("cannot format Kafka's storage");
        }
        start();
        try (Admin admin = admin()) {
            admin.createTopics(Topics.ALL.stream()
                            .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
            admin.listOffsets(ends()).all().get();
        } catch (Exception e) {
            throw new IllegalStateException("cannot create the topics", e);
        }
    }

    /** Of every partition: asking for its end waits until the broker serves it. */
    private static Map<TopicPartition, OffsetSpec> ends() {
        return Topics.ALL.stream()
                .flatMap(topic ->
                        IntStream.range(0, PARTITIONS).mapToObj(partition -> new TopicPartition(topic, partition)))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    }

    public void start() {
        server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
    }

    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
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

    @Override
    public void close() {
        stop();
    }
}
