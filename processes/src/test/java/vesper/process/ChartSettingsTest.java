package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vesper.bank.event.Topics;
import vesper.process.Manifests.Manifest;

/** What the values of the chart become in the environment of the processes. */
class ChartSettingsTest {
    @Test
    void mainClassesSettingsAndTopicsAreTheBanksOwn() throws Exception {
        String read = Files.readString(Path.of("src/main/resources/application.properties"))
                + Manifests.sources(Path.of("src/main/java"))
                + Manifests.sources(Path.of("../stream-jobs/src/main/java"))
                + Manifests.sources(Path.of("../bank/src/main/java/vesper/bank/event"));
        for (Manifest manifest : Manifests.chart("values-large.yaml")) {
            Map<String, Object> pod = manifest.podSpec();
            if (pod == null) {
                continue;
            }
            Object container = ((List<?>) pod.get("containers")).get(0);
            if (manifest.kind().equals("FlinkDeployment")) {
                Class.forName((String) Manifests.at(manifest.content(), "spec", "job", "entryClass"));
            } else {
                Class.forName("vesper.process." + ((List<?>) Manifests.at(container, "args")).get(0));
            }
            for (Object variable : (List<?>) Manifests.at(container, "env")) {
                assertThat(read).as(manifest.toString()).contains((String) Manifests.at(variable, "name"));
            }
        }
        assertThat(Manifests.names(Manifests.base(), "KafkaTopic")).isEqualTo(Set.copyOf(Topics.ALL));
        String compose = Files.readString(Path.of("../compose.yaml"));
        assertThat(Topics.ALL).allSatisfy(topic -> assertThat(compose).contains(topic));
    }

    @Test
    void theBatchProcessReachesTheArchiveThatItIsTold() {
        Map<String, String> buckets = Map.of(
                "", "vesper-documents",
                "values-large.yaml", "vesper-documents",
                "values-staging.yaml", "vesper-documents-staging");
        buckets.forEach((values, bucket) -> {
            List<Manifest> chart = Manifests.chart(values);
            assertThat(Manifests.environment(chart, "batch"))
                    .containsEntry("VESPER_ARCHIVE_BUCKET", bucket)
                    .containsEntry("VESPER_ARCHIVE_REGION", "eu-central-1")
                    .containsEntry("VESPER_ARCHIVE_LOCKED", "true")
                    .containsEntry("VESPER_ARCHIVE_YEARS", "10")
                    .doesNotContainKeys("VESPER_ARCHIVE_ENDPOINT", "VESPER_BOUNCES_HOST", "VESPER_DOCUMENTS_URL");
            assertThat(Manifests.environment(chart, "console")).doesNotContainKey("VESPER_ARCHIVE_BUCKET");
            assertThat(Manifests.egress(chart, "archive")).contains("port=443");
        });
        assertThatThrownBy(() -> new Helm(Manifests.CHART)
                        .template()
                        .set("archive.bucket", "Documents of ours")
                        .call())
                .hasMessageContaining("bucket");
    }

    @Test
    void whatIsNotToBeHadIsNotSetAndWhatIsToBeHadIs() {
        List<Manifest> without = Manifests.chartWith(Map.of("archive.bucket", ""));
        assertThat(Manifests.environment(without, "batch").keySet())
                .noneMatch(name -> name.startsWith("VESPER_ARCHIVE"));
        assertThat(Manifests.names(without, "NetworkPolicy")).doesNotContain("archive", "codes");
        assertThat(Manifests.environment(without, "api-whole"))
                .doesNotContainKeys("VESPER_CODES_SMTP_HOST", "VESPER_SMS_ACCOUNT");

        List<Manifest> with = Manifests.chartWith(Map.of(
                "archive.endpoint", "https://s3.internal:9000",
                "archive.port", "9000",
                "bounces.host", "imap.example.org",
                "bounces.user", "statements",
                "mail.user", "statements",
                "mail.documentsUrl", "https://vesper.example/documents/",
                "documentKeystore", "/run/secrets/vesper/document-key.p12"));
        assertThat(Manifests.environment(with, "batch"))
                .containsEntry("VESPER_ARCHIVE_ENDPOINT", "https://s3.internal:9000")
                .containsEntry("VESPER_BOUNCES_HOST", "imap.example.org")
                .containsEntry("VESPER_BOUNCES_PORT", "993")
                .containsEntry("VESPER_BOUNCES_USER", "statements")
                .containsEntry("VESPER_SMTP_USER", "statements")
                .containsEntry("VESPER_DOCUMENTS_URL", "https://vesper.example/documents/");
        assertThat(Manifests.egress(with, "archive")).contains("port=9000");
        assertThat(Manifests.egress(with, "mail")).contains("port=587", "port=993");
        List<Manifest> sending = Manifests.chartWith(Map.of(
                "codes.mail", "true",
                "codes.smsAccount", "AC0123456789abcdef0123456789abcdef",
                "codes.smsFrom", "Vesper"));
        assertThat(Manifests.environment(sending, "api-whole"))
                .containsEntry("VESPER_CODES_SMTP_HOST", "smtp.example.org")
                .containsEntry("VESPER_SMTP_PORT", "587")
                .containsEntry("VESPER_SMTP_STARTTLS", "true")
                .containsEntry("VESPER_SMS_ACCOUNT", "AC0123456789abcdef0123456789abcdef")
                .containsEntry("VESPER_SMS_FROM", "Vesper");
        assertThat(Manifests.egress(sending, "codes")).contains("port=587", "port=443");
        for (String part : List.of("batch", "console", "api-whole")) {
            assertThat(Manifests.environment(with, part))
                    .containsEntry("VESPER_DOCUMENT_KEYSTORE", "/run/secrets/vesper/document-key.p12");
        }
    }

    @Test
    void historyIsReadFromTheReplicasByTheApiAlone() {
        List<Manifest> chart = Manifests.chart("");
        assertThat(Manifests.environment(chart, "api-whole"))
                .containsEntry("VESPER_DB_READ_URL", "jdbc:postgresql://vesper-db-ro.vesper-platform:5432/vesper")
                .containsEntry("VESPER_DB_READ_LAG", "PT5S");
        assertThat(Manifests.environment(chart, "batch")).doesNotContainKey("VESPER_DB_READ_URL");
        assertThat(Manifests.environment(Manifests.chartWith(Map.of("database.readUrl", "")), "api-whole"))
                .doesNotContainKey("VESPER_DB_READ_URL");
    }

    @Test
    void securedKafkaIsReachedByEveryProcessAndEveryJob() {
        List<Manifest> chart = Manifests.chartWith(Map.of(
                "kafka.protocol", "SASL_SSL",
                "kafka.port", "9093",
                "kafka.user", "vesper",
                "kafka.ca", "/run/secrets/vesper/kafka-ca.pem",
                "kafka.keystore", "/run/secrets/vesper/kafka-client.p12"));
        for (String part : List.of("api-whole", "console", "batch", "relay")) {
            assertThat(Manifests.environment(chart, part))
                    .containsEntry("VESPER_KAFKA_PROTOCOL", "SASL_SSL")
                    .containsEntry("VESPER_KAFKA_USER", "vesper")
                    .containsEntry("VESPER_KAFKA_MECHANISM", "SCRAM-SHA-512")
                    .containsEntry("VESPER_KAFKA_CA", "/run/secrets/vesper/kafka-ca.pem")
                    .containsEntry("VESPER_KAFKA_KEYSTORE", "/run/secrets/vesper/kafka-client.p12");
        }
        assertThat(Manifests.egress(chart, "platform")).contains("port=9093");
        for (Manifest job : chart) {
            if (job.kind().equals("FlinkDeployment")) {
                assertThat(job.content().toString())
                        .contains("VESPER_KAFKA_PROTOCOL", "VESPER_KAFKA_CA")
                        .contains("path=kafka-ca.pem", "path=kafka-client.p12")
                        .contains("path=kafka-password", "path=kafka-keystore-password");
            }
        }
        assertThat(Manifests.environment(Manifests.chart(""), "relay").keySet())
                .noneMatch(name -> name.startsWith("VESPER_KAFKA_"));
        assertThatThrownBy(() -> new Helm(Manifests.CHART)
                        .template()
                        .set("kafka.protocol", "SASL_SSL")
                        .call())
                .hasMessageContaining("user");
    }

    @Test
    void aSecondReleaseOnTheSameKafkaHasNoStreamJobs() {
        assertThat(Manifests.names(Manifests.chart(""), "FlinkDeployment"))
                .containsExactlyInAnyOrder("screening", "booking");
        assertThat(Manifests.names(Manifests.chartWith(Map.of("flink.enabled", "false")), "FlinkDeployment"))
                .isEmpty();
    }

    @Test
    void errorsAreReportedOnlyWhereThereIsAnAddress() {
        assertThat(Manifests.environment(Manifests.chart(""), "relay")).doesNotContainKey("VESPER_SENTRY_DSN");
        List<Manifest> chart = Manifests.chartWith(Map.of("errorReports.dsn", "https://key@errors.example/7"));
        assertThat(Manifests.environment(chart, "relay"))
                .containsEntry("VESPER_SENTRY_DSN", "https://key@errors.example/7")
                .containsEntry("VESPER_ENVIRONMENT", "production");
        assertThat(Manifests.egress(chart, "error-reports")).contains("port=443");
        for (Manifest job : chart) {
            if (job.kind().equals("FlinkDeployment")) {
                assertThat(String.valueOf(Manifests.at(job.content(), "spec", "flinkConfiguration")))
                        .contains("jobmanager.failure-enrichers=vesper.stream.report.FailureReports")
                        .contains("vesper.error-reports.dsn=https://key@errors.example/7");
            }
        }
    }

    @Test
    void staffMakePasskeysForTheDomainThatIsSet() {
        assertThat(Manifests.environment(Manifests.chart(""), "console").keySet())
                .contains("VESPER_REDIS")
                .noneMatch(name -> name.startsWith("VESPER_CONSOLE_"));
        assertThat(Manifests.environment(
                        Manifests.chartWith(Map.of("consolePasskeys.relyingParty", "vesper.example")), "console"))
                .containsEntry("VESPER_CONSOLE_PARTY", "vesper.example")
                .containsEntry("VESPER_CONSOLE_ORIGINS", "https://console.vesper.example");
        assertThat(Manifests.environment(
                        Manifests.chartWith(Map.of(
                                "consolePasskeys.relyingParty",
                                "vesper.example",
                                "consolePasskeys.origins[0]",
                                "https://console.vesper.example",
                                "consolePasskeys.origins[1]",
                                "https://desk.vesper.example")),
                        "console"))
                .containsEntry("VESPER_CONSOLE_ORIGINS", "https://console.vesper.example,https://desk.vesper.example");
        assertThatThrownBy(() -> new Helm(Manifests.CHART)
                        .template()
                        .set("consolePasskeys.relyingParty", "https://vesper.example")
                        .call())
                .hasMessageContaining("relyingParty");
    }
}
