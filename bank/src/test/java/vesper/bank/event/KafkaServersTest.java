package vesper.bank.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How Kafka is reached, by environment and files. */
class KafkaServersTest {
    @TempDir
    private Path secrets;

    private KafkaServers of(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>(Map.of("VESPER_SECRETS", secrets.toString()));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return KafkaServers.of("kafka:9092", environment);
    }

    @Test
    void withoutASettingItIsPlain() {
        assertThat(of()).isEqualTo(KafkaServers.plain("kafka:9092"));
        assertThat(of("VESPER_KAFKA_PROTOCOL", "PLAINTEXT")).isEqualTo(KafkaServers.plain("kafka:9092"));
        assertThat(of().client(Map.of("acks", "all")))
                .isEqualTo(Map.of("acks", "all", "bootstrap.servers", "kafka:9092", "metric.reporters", List.of()));
    }

    @Test
    void whoSignsInDoesSoWithTheSecretWhichIsNeverPrinted() throws IOException {
        Files.writeString(secrets.resolve("kafka-password"), "of \"the\" bank\\\n");
        KafkaServers servers = of("VESPER_KAFKA_PROTOCOL", "SASL_SSL", "VESPER_KAFKA_USER", "vesper");

        assertThat(servers.security())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"vesper\" password=\"of \\\"the\\\" bank\\\\\";")
                .doesNotContainKeys("ssl.truststore.location", "ssl.keystore.location");
        assertThat(servers.toString()).isEqualTo("kafka:9092 (SASL_SSL)");
        assertThat(of(
                                "VESPER_KAFKA_PROTOCOL",
                                "SASL_PLAINTEXT",
                                "VESPER_KAFKA_USER",
                                "vesper",
                                "VESPER_KAFKA_MECHANISM",
                                "PLAIN")
                        .security()
                        .get("sasl.jaas.config"))
                .startsWith("org.apache.kafka.common.security.plain.PlainLoginModule required");
    }

    @Test
    void certificatesAreFiles() throws IOException {
        Path ca = Files.writeString(secrets.resolve("ca.pem"), "");
        Path keystore = Files.writeString(secrets.resolve("client.p12"), "");
        Files.writeString(secrets.resolve("kafka-keystore-password"), "opens it\n");

        assertThat(of(
                                "VESPER_KAFKA_PROTOCOL",
                                "SSL",
                                "VESPER_KAFKA_CA",
                                ca.toString(),
                                "VESPER_KAFKA_KEYSTORE",
                                keystore.toString())
                        .security())
                .isEqualTo(Map.of(
                        "security.protocol", "SSL",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", ca.toString(),
                        "ssl.keystore.type", "PKCS12",
                        "ssl.keystore.location", keystore.toString(),
                        "ssl.keystore.password", "opens it",
                        "ssl.key.password", "opens it"));
    }

    @Test
    void whatIsMissingOrUnknownIsRefused() {
        assertThatThrownBy(() -> KafkaServers.plain(" ")).hasMessage("bootstrapServers is blank");
        assertThatThrownBy(() -> of("VESPER_KAFKA_PROTOCOL", "TLS")).hasMessageContaining("SASL_SSL");
        assertThatThrownBy(() -> of("VESPER_KAFKA_PROTOCOL", "SASL_SSL")).hasMessageContaining("VESPER_KAFKA_USER");
        assertThatThrownBy(() -> of("VESPER_KAFKA_PROTOCOL", "SASL_SSL", "VESPER_KAFKA_USER", "vesper"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("kafka-password");
        assertThatThrownBy(() -> of("VESPER_KAFKA_PROTOCOL", "SSL", "VESPER_KAFKA_CA", "/nowhere/ca.pem"))
                .hasMessageContaining("/nowhere/ca.pem");
    }
}
