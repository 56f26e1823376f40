package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
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
