package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Pipelines, images and containers: what can be said of them without running them. */
class DeliveryTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void pipelinesTestBeforeTheySignAndAskBeforeProduction() throws Exception {
        Map<?, ?> build = yaml(".github/workflows/build.yml");
        Object jobs = build.get("jobs");

        assertThat(Manifests.at(jobs, "release", "needs")).isEqualTo(List.of("test", "codeql", "dependencies"));
        assertThat(Manifests.at(jobs, "staging", "needs")).isEqualTo("release");
        assertThat(Manifests.at(jobs, "production", "needs")).isEqualTo("staging");
        assertThat(jobs.toString()).contains("cosign sign", "sbom=true", "bash .ci/run");
        assertThat(build.get("permissions")).isEqualTo(Map.of("contents", "read"));
        Map<?, ?> lab = yaml(".gitlab-ci.yml");
        assertThat(Manifests.at(lab, "to-production", "rules").toString()).contains("manual");
        assertThat(lab.get("stages")).isEqualTo(List.of("test", "image", "staging", "production"));
    }

    @Test
    void noActionAndNoImageFloats() throws Exception {
        List<String> actions = new ArrayList<>();
        for (String file : List.of(".github/workflows/build.yml", ".github/workflows/deploy.yml")) {
            Pattern.compile("uses: (\\S+)")
                    .matcher(Files.readString(ROOT.resolve(file)))
                    .results()
                    .map(found -> found.group(1))
                    .filter(action -> !action.startsWith("./"))
                    .forEach(actions::add);
        }
        assertThat(actions).isNotEmpty().allMatch(action -> action.matches(".+@v?\\d[\\d.]*"));
        List<String> bases = Pattern.compile("(?m)^FROM (\\S+)")
                .matcher(Files.readString(ROOT.resolve("Dockerfile")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(bases).isNotEmpty().allMatch(image -> image.matches(".+:.*\\d.*"));
    }

    @Test
    void theImageIsNobodysRootAndItsLayersGoFromStillToMoving() throws Exception {
        String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
        String processes =
                dockerfile.substring(dockerfile.indexOf("AS processes"), dockerfile.indexOf("AS stream-jobs"));

        assertThat(processes).contains("USER 10001");
        assertThat(processes.indexOf("/dependencies/"))
                .isLessThan(processes.indexOf("libraries.jsa"))
                .isLessThan(processes.indexOf("snapshot-dependencies/"));
        assertThat(processes.indexOf("snapshot-dependencies/")).isLessThan(processes.indexOf("application/"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void composeBoundsEveryContainerAndNamesItsVersion() throws Exception {
        Map<String, Object> services =
                (Map<String, Object>) yaml("compose.yaml").get("services");

        assertThat(services)
                .containsKeys(
                        "online-api", "console", "batch", "relay", "migration", "postgres", "kafka", "redis", "mail");
        services.forEach((name, service) -> {
            assertThat(Manifests.at(service, "mem_limit")).as(name).isNotNull();
            String image = (String) Manifests.at(service, "image");
            assertThat(Manifests.at(service, "build") != null || image.matches(".+:.*\\d.*"))
                    .as(name + ": " + image)
                    .isTrue();
        });
        for (String name : List.of("online-api", "console", "batch", "relay", "migration")) {
            String main = (String) ((List<?>) Manifests.at(services.get(name), "command")).get(0);
            Class.forName("vesper.process." + main);
            assertThat(Manifests.at(services.get(name), "read_only")).as(name).isEqualTo(true);
        }
    }

    @Test
    void scriptsAreWellFormed() throws Exception {
        try (Stream<Path> files = Files.list(ROOT.resolve("deploy"))) {
            for (Path script :
                    files.filter(file -> file.toString().endsWith(".sh")).toList()) {
                assertThat(new ProcessBuilder("sh", "-n", script.toString())
                                .start()
                                .waitFor())
                        .as(script.toString())
                        .isZero();
            }
        }
    }

    private static Map<?, ?> yaml(String file) throws Exception {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(ROOT.resolve(file)));
    }
}
