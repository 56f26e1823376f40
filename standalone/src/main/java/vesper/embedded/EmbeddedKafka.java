package vesper.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import vesper.bank.event.Topics;
import vesper.home.Home;

/**
 * A Kafka broker with its controller inside this process, with its log in the home.
 *
 * <p>What it acknowledged survives a kill of the process. It does not survive a power cut in the last seconds, because
 * Kafka leaves the writing to the operating system and trusts in replicas, of which one node has none.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Duration TOPICS_LIMIT = Duration.ofSeconds(60);

    /** A broker does not know, for a moment, a topic that was made. */
    private static final RetryTemplate SERVED = new RetryTemplate(RetryPolicy.builder()
            .predicate(EmbeddedKafka::isNotServedYet)
            .delay(Duration.ofMillis(50))
            .maxRetries(Integer.MAX_VALUE)
            .timeout(TOPICS_LIMIT)
            .build());

    /** In the home, if there is one: settings that have the last word, such as another listener. */
    private static final String OWN_SETTINGS = "kafka.properties";

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the broker and returns when it answers and all topics are there. The storage is formatted on first use.
     *
     * @throws EmbeddedServerException if it does not start
     */
    public static EmbeddedKafka start(Home home) {
        Path data = home.kafka();
        format(data);
        Map<String, String> settings = KafkaSettings.node(data, home.ports());
        settings.putAll(own(home.folder().resolve(OWN_SETTINGS)));
        KafkaConfig config = new KafkaConfig(settings, false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        EmbeddedKafka kafka =
                new EmbeddedKafka(server, "127.0.0.1:" + home.ports().kafka());
        try {
            server.startup();
            kafka.makeTopics();
            return kafka;
        } catch (RuntimeException e) {
            server.shutdown();
            throw new EmbeddedServerException("Kafka does not start in " + data + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> own(Path file) {
        Properties settings = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                settings.load(reader);
            } catch (IOException e) {
                throw new EmbeddedServerException("cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        return settings.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> settings.getProperty(name, "")));
    }

    /** Address for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the broker and closes its logs, so that the next start need not check them. Harmless when repeated. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path data) {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            // The formatter writes meta.properties last: what a kill left of an earlier attempt is of no use.
            Folders.delete(data);
            Files.createDirectories(data);
            new Formatter()
                    .setPrintStream(new PrintStream(said, true, StandardCharsets.UTF_8))
                    .setNodeId(KafkaSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(data.toString()))
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName(KafkaSettings.CONTROLLER_LISTENER)
                    .run();
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot make Kafka's folder " + data + ": " + e.getMessage(), e);
        } catch (Exception e) {
            throw new EmbeddedServerException(
                    "cannot format Kafka's folder " + data + ": " + said.toString(StandardCharsets.UTF_8), e);
        }
    }

    private void makeTopics() {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) TOPICS_LIMIT.toMillis(),
                AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
                50);
        try (Admin admin = Admin.create(settings)) {
            Set<String> missing = new HashSet<>(Topics.ALL);
            missing.removeAll(
                    within(admin.listTopics().names().toCompletionStage().toCompletableFuture()));
            if (!missing.isEmpty()) {
                List<NewTopic> topics =
                        missing.stream().map(EmbeddedKafka::topic).toList();
                within(admin.createTopics(topics).all().toCompletionStage().toCompletableFuture());
            }
            SERVED.invoke(() ->
                    within(admin.listOffsets(ends()).all().toCompletionStage().toCompletableFuture()));
        }
    }

    private static boolean isNotServedYet(Throwable failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof UnknownTopicOrPartitionException;
    }

    /**
     * The end of every partition: it can be asked once the broker serves them all. A producer that comes before that can have its
     * first batch refused and the next accepted, as it is not known yet; the first is then out of order until it is given up.
     */
    private static Map<TopicPartition, OffsetSpec> ends() {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : Topics.ALL) {
            for (int partition = 0; partition < KafkaSettings.PARTITIONS; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        return ends;
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, KafkaSettings.PARTITIONS, (short) 1)
                .configs(
                        name.equals(Topics.CONTROL)
                                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                                : Map.of(
                                        TopicConfig.RETENTION_MS_CONFIG,
                                        Long.toString(
                                                KafkaSettings.retention(name).toMillis())));
    }

    private static <T> T within(Future<T> answer) {
        try {
            return answer.get(TOPICS_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while Kafka was starting", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new EmbeddedServerException("Kafka does not answer: " + e.getMessage(), e);
        }
    }
}
