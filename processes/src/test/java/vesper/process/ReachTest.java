package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vesper.process.Manifests.Manifest;

/** Who reaches what in the cluster. */
class ReachTest {
    @Test
    void nothingIsReachableThatIsNotNamed() throws Exception {
        for (String source : Manifests.all().stream().map(Manifest::source).collect(Collectors.toSet())) {
            assertThat(Manifests.names(
                            Manifests.all().stream()
                                    .filter(m -> m.source().equals(source))
                                    .toList(),
                            "NetworkPolicy"))
                    .as(source)
                    .contains("default-deny");
        }
        for (Manifest manifest : Manifests.all()) {
            if (manifest.kind().equals("NetworkPolicy") && manifest.name().startsWith("gateway")) {
                assertThat(manifest.content().toString()).contains("8080").doesNotContain("9090");
            }
        }
    }

    @Test
    void everyServiceOfTheApiHasItsRoute() throws Exception {
        Set<String> resources = Pattern.compile("RequestMapping\\(\"(/[a-z0-9-]+(?:/[a-z-]+)?)")
                .matcher(Manifests.sources(Path.of("../online-api/src/main/java")))
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

            assertThat(backends).isEqualTo(Manifests.names(chart, "Service"));
            if (!values.isEmpty()) {
                assertThat(routes).contains("/oauth2");
                assertThat(resources).allSatisfy(resource -> assertThat(routes).contains("value=" + resource));
            }
        }
    }
}
