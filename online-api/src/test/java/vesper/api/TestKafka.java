package vesper.api;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import vesper.bank.TestPorts;
import vesper.bank.event.Topics;

/** One real broker in this process, with the bank's topics; can be stopped and started again. */
public final class TestKafka implements AutoCloseable {
    private final Properties properties = new Properties();
    private final int port = TestPorts.free();
    private KafkaRaftServer server;

    public TestKafka(Path folder) {
        int controller = TestPorts.free();
        Path config = folder.resolve("server.properties");
        Map.of(
                        "node.id", "1",
                        "process.roles", "broker,controller",
                        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                        "controller.listener.names", "CONTROLLER",
                        "controller.quorum.voters", "1@127.0.0.1:" + controller,
                        "log.dirs", folder.resolve("log").toString(),
                        "auto.create.topics.enable", "false",
                        "offsets.topic.replication.factor", "1",
                        "offsets.topic.num.partitions", "1",
                        "log.cleaner.dedupe.buffer.size", "2097152")
                .forEach(properties::setProperty);
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
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
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(Topics.ALL.stream()
                            .map(topic -> new NewTopic(topic, 4, (short) 1))
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
                .flatMap(topic -> IntStream.range(0, 4).mapToObj(partition -> new TopicPartition(topic, partition)))
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

    public KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers(), "acks", "all", "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** A consumer of a group, from the beginning; commits only when told. */
    public KafkaConsumer<String, byte[]> consumer(String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers(),
                        "group.id",
                        group,
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        stop();
    }
}
