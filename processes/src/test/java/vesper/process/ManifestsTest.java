package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vesper.bank.event.Topics;
import vesper.process.Manifests.Manifest;

/** The chart and the overlays: well formed by the schemas, and such as a bank may run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestsTest {
    private List<Manifest> all;

    @BeforeAll
    void render() throws Exception {
        all = Manifests.all();
    }

    @Test
    void everyManifestIsWhatItsSchemaAllows() throws Exception {
        Set<String> checked = new TreeSet<>();
        for (Manifest manifest : all) {
            var type = Schema.of(manifest);
            if (type.isPresent()) {
                assertThat(Schema.faults(manifest.content(), type.get()))
                        .as(manifest.toString())
                        .isEmpty();
                checked.add(manifest.kind());
            }
        }
        assertThat(checked)
                .contains("Deployment", "HTTPRoute", "Kafka", "PrometheusRule", "NetworkPolicy", "Certificate");
    }

    @Test
    void aFieldThatNoSchemaKnowsIsNoticed() {
        Map<String, Object> service =
                Map.of("apiVersion", "v1", "kind", "Service", "spec", Map.of("prots", List.of(Map.of("port", 80))));

        assertThat(Schema.faults(service, io.fabric8.kubernetes.api.model.Service.class))
                .containsExactly(".spec.prots is not known");
    }

    @Test
    void theChartIsLintedAndItsValuesHaveASchema() {
        LintResult lint = new Helm(Manifests.CHART).lint().strict().call();

        assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
        assertThatThrownBy(() -> new Helm(Manifests.CHART)
                        .template()
                        .set("image.tag", "latest")
                        .call())
                .hasMessageContaining("tag");
        assertThatThrownBy(() -> new Helm(Manifests.CHART)
                        .template()
                        .set("api.whole.services", "payments\\,teleport")
                        .call())
                .hasMessageContaining("services");
    }

    @Test
    void noContainerIsRootOrUnboundedOrUnnamed() {
        Set<String> withPods = new HashSet<>();
        for (Manifest manifest : all) {
            Map<String, Object> pod = manifest.podSpec();
            if (pod == null) {
                continue;
            }
            withPods.add(manifest.name());
            String name = manifest.toString();
            assertThat(Manifests.at(pod, "securityContext", "runAsNonRoot"))
                    .as(name)
                    .isEqualTo(true);
            assertThat(Manifests.at(pod, "securityContext", "seccompProfile", "type"))
                    .as(name)
                    .isEqualTo("RuntimeDefault");
            for (Object container : (List<?>) pod.get("containers")) {
                assertThat(Manifests.at(container, "securityContext", "allowPrivilegeEscalation"))
                        .as(name)
                        .isEqualTo(false);
                assertThat(Manifests.at(container, "securityContext", "capabilities", "drop"))
                        .as(name)
                        .isEqualTo(List.of("ALL"));
                if (manifest.kind().equals("FlinkDeployment")) {
                    // Its image writes its configuration on start; its resources are in the specification of the
                    // operator.
                    continue;
                }
                assertThat(pod.get("automountServiceAccountToken")).as(name).isEqualTo(false);
                assertThat(Manifests.at(container, "securityContext", "readOnlyRootFilesystem"))
                        .as(name)
                        .isEqualTo(true);
                for (String kind : List.of("requests", "limits")) {
                    for (String what : List.of("cpu", "memory")) {
                        assertThat(Manifests.at(container, "resources", kind, what))
                                .as(name + ": " + kind + " of " + what)
                                .isNotNull();
                    }
                }
            }
        }
        assertThat(withPods)
                .contains("api-whole", "api-payments", "console", "batch", "relay", "migration", "screening", "redis");
    }

    @Test
    void everyImageHasAVersion() {
        for (Manifest manifest : all) {
            for (String image : images(manifest.content(), new ArrayList<>())) {
                assertThat(image).as(manifest.toString()).matches(".+:[^:/]+").doesNotEndWith(":latest");
            }
        }
    }

    private static List<String> images(Object node, List<String> found) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if ((key.equals("image") || key.equals("imageName")) && value instanceof String image) {
                    found.add(image);
                } else {
                    images(value, found);
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(entry -> images(entry, found));
        }
        return found;
    }

    @Test
    void everyProcessThatStaysIsProbedAndSurvivesADrainedNode() {
        for (String values : List.of("", "values-large.yaml")) {
            List<Manifest> chart = Manifests.chart(values);
            Set<String> budgets = names(chart, "PodDisruptionBudget");
            for (Manifest deployment : chart) {
                if (!deployment.kind().equals("Deployment")) {
                    continue;
                }
                String name = deployment.toString();
                assertThat(budgets).as(name).contains(deployment.name());
                Object container = ((List<?>) deployment.podSpec().get("containers")).get(0);
                for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                    assertThat(Manifests.at(container, probe, "httpGet", "port"))
                            .as(name)
                            .isEqualTo("management");
                }
                Object replicas = Manifests.at(deployment.content(), "spec", "replicas");
                assertThat(replicas == null || (Integer) replicas > 1).as(name).isTrue();
            }
            assertThat(names(chart, "HorizontalPodAutoscaler")).isNotEmpty();
        }
    }

    @Test
    void nothingIsReachableThatIsNotNamed() {
        for (String source : all.stream().map(Manifest::source).collect(Collectors.toSet())) {
            assertThat(names(all.stream().filter(m -> m.source().equals(source)).toList(), "NetworkPolicy"))
                    .as(source)
                    .contains("default-deny");
        }
        for (Manifest manifest : all) {
            if (manifest.kind().equals("NetworkPolicy") && manifest.name().startsWith("gateway")) {
                assertThat(manifest.content().toString()).contains("8080").doesNotContain("9090");
            }
        }
    }

    @Test
    void mainClassesSettingsAndTopicsAreTheBanksOwn() throws Exception {
        String read = Files.readString(Path.of("src/main/resources/application.properties"))
                + sources(Path.of("src/main/java"))
                + sources(Path.of("../stream-jobs/src/main/java"))
                + sources(Path.of("../bank/src/main/java/vesper/bank/event"));
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
        assertThat(names(Manifests.base(), "KafkaTopic")).isEqualTo(Set.copyOf(Topics.ALL));
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
            assertThat(environment(chart, "batch"))
                    .containsEntry("VESPER_ARCHIVE_BUCKET", bucket)
                    .containsEntry("VESPER_ARCHIVE_REGION", "eu-central-1")
                    .containsEntry("VESPER_ARCHIVE_LOCKED", "true")
                    .containsEntry("VESPER_ARCHIVE_YEARS", "10")
                    .doesNotContainKeys("VESPER_ARCHIVE_ENDPOINT", "VESPER_BOUNCES_HOST", "VESPER_DOCUMENTS_URL");
            assertThat(environment(chart, "console")).doesNotContainKey("VESPER_ARCHIVE_BUCKET");
            assertThat(egress(chart, "archive")).contains("port=443");
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
        assertThat(environment(without, "batch").keySet()).noneMatch(name -> name.startsWith("VESPER_ARCHIVE"));
        assertThat(names(without, "NetworkPolicy")).doesNotContain("archive", "codes");
        assertThat(environment(without, "api-whole"))
                .doesNotContainKeys("VESPER_CODES_SMTP_HOST", "VESPER_SMS_ACCOUNT");

        List<Manifest> with = Manifests.chartWith(Map.of(
                "archive.endpoint", "https://s3.internal:9000",
                "archive.port", "9000",
                "bounces.host", "imap.example.org",
                "bounces.user", "statements",
                "mail.user", "statements",
                "mail.documentsUrl", "https://vesper.example/documents/",
                "documentKeystore", "/run/secrets/vesper/document-key.p12"));
        assertThat(environment(with, "batch"))
                .containsEntry("VESPER_ARCHIVE_ENDPOINT", "https://s3.internal:9000")
                .containsEntry("VESPER_BOUNCES_HOST", "imap.example.org")
                .containsEntry("VESPER_BOUNCES_PORT", "993")
                .containsEntry("VESPER_BOUNCES_USER", "statements")
                .containsEntry("VESPER_SMTP_USER", "statements")
                .containsEntry("VESPER_DOCUMENTS_URL", "https://vesper.example/documents/");
        assertThat(egress(with, "archive")).contains("port=9000");
        assertThat(egress(with, "mail")).contains("port=587", "port=993");
        List<Manifest> sending = Manifests.chartWith(Map.of(
                "codes.mail", "true",
                "codes.smsAccount", "AC0123456789abcdef0123456789abcdef",
                "codes.smsFrom", "Vesper"));
        assertThat(environment(sending, "api-whole"))
                .containsEntry("VESPER_CODES_SMTP_HOST", "smtp.example.org")
                .containsEntry("VESPER_SMTP_PORT", "587")
                .containsEntry("VESPER_SMTP_STARTTLS", "true")
                .containsEntry("VESPER_SMS_ACCOUNT", "AC0123456789abcdef0123456789abcdef")
                .containsEntry("VESPER_SMS_FROM", "Vesper");
        assertThat(egress(sending, "codes")).contains("port=587", "port=443");
        for (String part : List.of("batch", "console", "api-whole")) {
            assertThat(environment(with, part))
                    .containsEntry("VESPER_DOCUMENT_KEYSTORE", "/run/secrets/vesper/document-key.p12");
        }
    }

    @Test
    void historyIsReadFromTheReplicasByTheApiAlone() {
        List<Manifest> chart = Manifests.chart("");
        assertThat(environment(chart, "api-whole"))
                .containsEntry("VESPER_DB_READ_URL", "jdbc:postgresql://vesper-db-ro.vesper-platform:5432/vesper")
                .containsEntry("VESPER_DB_READ_LAG", "PT5S");
        assertThat(environment(chart, "batch")).doesNotContainKey("VESPER_DB_READ_URL");
        assertThat(environment(Manifests.chartWith(Map.of("database.readUrl", "")), "api-whole"))
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
            assertThat(environment(chart, part))
                    .containsEntry("VESPER_KAFKA_PROTOCOL", "SASL_SSL")
                    .containsEntry("VESPER_KAFKA_USER", "vesper")
                    .containsEntry("VESPER_KAFKA_MECHANISM", "SCRAM-SHA-512")
                    .containsEntry("VESPER_KAFKA_CA", "/run/secrets/vesper/kafka-ca.pem")
                    .containsEntry("VESPER_KAFKA_KEYSTORE", "/run/secrets/vesper/kafka-client.p12");
        }
        assertThat(egress(chart, "platform")).contains("port=9093");
        for (Manifest job : chart) {
            if (job.kind().equals("FlinkDeployment")) {
                assertThat(job.content().toString())
                        .contains("VESPER_KAFKA_PROTOCOL", "VESPER_KAFKA_CA")
                        .contains("path=kafka-ca.pem", "path=kafka-client.p12")
                        .contains("path=kafka-password", "path=kafka-keystore-password");
            }
        }
        assertThat(environment(Manifests.chart(""), "relay").keySet())
                .noneMatch(name -> name.startsWith("VESPER_KAFKA_"));
        assertThatThrownBy(() -> new Helm(Manifests.CHART)
                        .template()
                        .set("kafka.protocol", "SASL_SSL")
                        .call())
                .hasMessageContaining("user");
    }

    @Test
    void aSecondReleaseOnTheSameKafkaHasNoStreamJobs() {
        assertThat(names(Manifests.chart(""), "FlinkDeployment")).containsExactlyInAnyOrder("screening", "booking");
        assertThat(names(Manifests.chartWith(Map.of("flink.enabled", "false")), "FlinkDeployment"))
                .isEmpty();
    }

    @Test
    void errorsAreReportedOnlyWhereThereIsAnAddress() {
        assertThat(environment(Manifests.chart(""), "relay")).doesNotContainKey("VESPER_SENTRY_DSN");
        List<Manifest> chart = Manifests.chartWith(Map.of("errorReports.dsn", "https://key@errors.example/7"));
        assertThat(environment(chart, "relay"))
                .containsEntry("VESPER_SENTRY_DSN", "https://key@errors.example/7")
                .containsEntry("VESPER_ENVIRONMENT", "production");
        assertThat(egress(chart, "error-reports")).contains("port=443");
    }

    /** The variables of a process by name; without those that are taken from elsewhere. */
    private static Map<String, String> environment(List<Manifest> chart, String deployment) {
        Manifest found = chart.stream()
                .filter(manifest -> manifest.kind().equals("Deployment"))
                .filter(manifest -> manifest.name().equals(deployment))
                .findFirst()
                .orElseThrow();
        Object container = ((List<?>) found.podSpec().get("containers")).get(0);
        return ((List<?>) Manifests.at(container, "env"))
                .stream()
                        .filter(variable -> Manifests.at(variable, "value") != null)
                        .collect(Collectors.toMap(variable -> (String) Manifests.at(variable, "name"), variable ->
                                (String) Manifests.at(variable, "value")));
    }

    private static String egress(List<Manifest> chart, String policy) {
        return chart.stream()
                .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
                .filter(manifest -> manifest.name().equals(policy))
                .map(manifest -> String.valueOf(Manifests.at(manifest.content(), "spec", "egress")))
                .collect(Collectors.joining());
    }

    @Test
    void everyServiceOfTheApiHasItsRoute() throws Exception {
        Set<String> resources = Pattern.compile("RequestMapping\\(\"(/[a-z0-9-]+(?:/[a-z-]+)?)")
                .matcher(sources(Path.of("../online-api/src/main/java")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(resources).contains("/sign-in", "/v1/payments");
        for (String values : List.of("", "values-large.yaml")) {
            List<Manifest> chart = Manifests.chart(values);
            String routes = chart.stream()
                    .filter(manifest -> manifest.kind().equals("HTTPRoute"))
                    .map(manifest -> manifest.content().toString())
                    .collect(Collectors.joining());
            Set<String> backends = Pattern.compile("backendRefs=\\[\\{name=([\\w-]+)")
                    .matcher(routes)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());

            assertThat(backends).isEqualTo(names(chart, "Service"));
            if (!values.isEmpty()) {
                assertThat(routes).contains("/oauth2");
                assertThat(resources).allSatisfy(resource -> assertThat(routes).contains("value=" + resource));
            }
        }
    }

    private static Set<String> names(List<Manifest> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .map(Manifest::name)
                .collect(Collectors.toSet());
    }

    private static String sources(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            StringBuilder text = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }
}
