package vesper.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vesper.bank.event.Topics;
import vesper.batch.KafkaPaymentsInFlight;
import vesper.home.Home;
import vesper.home.Ports;

class EmbeddedKafkaTest {
    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void open() {
        home = Home.open(folder, Ports.anyFree().base());
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void brokerHasTheBanksTopicsAndNoOthersComeUnasked() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrderElementsOf(Topics.ALL);
            assertThat(admin.describeTopics(Topics.ALL).allTopicNames().get().values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(4));
        }
    }

    @Test
    void stoppedBrokerKeepsItsRecordsAndItsClusterId() throws Exception {
        String clusterId;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home)) {
            clusterId = clusterId(kafka);
            send(kafka, "one", "two", "three");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home)) {
            assertThat(clusterId(kafka)).isEqualTo(clusterId);
            assertThat(read(kafka, 3)).containsExactlyInAnyOrder("one", "two", "three");
        }
    }

    @Test
    void halfFormattedFolderIsFormattedAnew() throws Exception {
        Files.createDirectories(folder.resolve("kafka/__cluster_metadata-0"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home)) {
            send(kafka, "one");
            assertThat(read(kafka, 1)).containsExactly("one");
        }
    }

    @Test
    void whatNoJobHasCommittedPastCountsAsBehind() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home)) {
            KafkaPaymentsInFlight inFlight = new KafkaPaymentsInFlight(
                    kafka.bootstrapServers(), JdbcClient.create(new DriverManagerDataSource("jdbc:unused:")));
            assertThat(inFlight.behind()).isZero();
            send(kafka, "one", "two", "three");
            assertThat(inFlight.behind()).isEqualTo(3);

            assertThat(read(kafka, "screening", 3)).hasSize(3);

            assertThat(inFlight.behind()).isZero();
        }
    }

    private static String clusterId(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void send(EmbeddedKafka kafka, String... values) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(Topics.SUBMITTED, value, value));
            }
        }
    }

    private static List<String> read(EmbeddedKafka kafka, int count) {
        return read(kafka, "reader", count);
    }

    private static List<String> read(EmbeddedKafka kafka, String group, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(Topics.SUBMITTED));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            consumer.commitSync();
        }
        return values;
    }
}
