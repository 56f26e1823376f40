package vesper.bank;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import vesper.bank.event.Topics;

/** One real broker in this process, with the bank's topics; can be stopped and started again. */
public class TestBroker implements AutoCloseable {
    protected static final int PARTITIONS = 4;

    /** A broker does not know, for a moment, a topic that was made. */
    private static final RetryTemplate SERVED = new RetryTemplate(RetryPolicy.builder()
            .predicate(failure -> failure.getCause() instanceof UnknownTopicOrPartitionException)
            .delay(Duration.ofMillis(50))
            .maxRetries(Integer.MAX_VALUE)
            .timeout(Duration.ofMinutes(1))
            .build());

    private final Properties properties = new Properties();
    private final int port = TestPorts.free();
    private KafkaRaftServer server;

    public TestBroker(Path folder) {
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
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(Topics.ALL.stream()
                            .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
            SERVED.execute(() -> admin.listOffsets(ends()).all().get());
        } catch (Exception e) {
            throw new IllegalStateException("cannot create the topics", e);
        }
    }

    /** Of every partition: its end can be asked once the broker serves it. */
    private static Map<TopicPartition, OffsetSpec> ends() {
        return Topics.ALL.stream()
                .flatMap(topic ->
                        IntStream.range(0, PARTITIONS).mapToObj(partition -> new TopicPartition(topic, partition)))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    }

    public final void start() {
        server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
    }

    public final void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    public final String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public final void close() {
        stop();
    }
}
