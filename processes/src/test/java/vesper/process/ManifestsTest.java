package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.process.Manifests.Manifest;

/** The chart and the overlays are well formed by the schemas of what reads them. */
class ManifestsTest {
    @Test
    void everyManifestIsWhatItsSchemaAllows() throws Exception {
        Set<String> checked = new TreeSet<>();
        for (Manifest manifest : Manifests.all()) {
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

    /** Together with two that are wrong, so that it is known to notice what is. */
    @Test
    void resourcesOfOperatorsThatHaveNoClassesAreWhatTheirSchemasAllow(@TempDir Path folder) throws Exception {
        int number = 0;
        Set<String> kinds = new TreeSet<>();
        for (Manifest manifest : Manifests.all()) {
            if (Schema.of(manifest).isEmpty()) {
                kinds.add(manifest.kind());
                write(folder.resolve(manifest.kind() + "-" + number++ + ".json"), manifest.content());
            }
        }
        Map<String, Object> name = Map.of("name", "wrong");
        Map<String, Object> field = Map.of("instances", 3, "storige", Map.of("size", "1Gi"));
        write(
                folder.resolve("wrong-field.json"),
                Map.of("apiVersion", "postgresql.cnpg.io/v1", "kind", "Cluster", "metadata", name, "spec", field));
        Map<String, Object> value = Map.of("schedule", 7, "cluster", name);
        write(
                folder.resolve("wrong-value.json"),
                Map.of(
                        "apiVersion",
                        "postgresql.cnpg.io/v1",
                        "kind",
                        "ScheduledBackup",
                        "metadata",
                        name,
                        "spec",
                        value));

        assertThat(kinds).isEqualTo(Schema.IN_TYPES);
        assertThat(operators(folder).lines())
                .hasSize(3)
                .anyMatch(line ->
                        line.startsWith("wrong-field.json: ") && line.contains("\"storige\"' does not exist in type"))
                .allMatch(line -> line.startsWith("wrong-field.json: ") || line.startsWith("wrong-value.json: "));
    }

    private static void write(Path file, Map<String, Object> resource) throws IOException {
        Files.writeString(file, new ObjectMapper().writeValueAsString(resource));
    }

    private static String operators(Path folder) throws Exception {
        Process process = new ProcessBuilder("../.ci/operators", folder.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
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
}
