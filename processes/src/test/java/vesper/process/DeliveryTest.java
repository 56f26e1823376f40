package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

        assertThat(Manifests.at(jobs, "release", "needs"))
                .isEqualTo(List.of("test", "previous", "delivery", "codeql", "dependencies"));
        assertThat(Manifests.at(jobs, "staging", "needs")).isEqualTo("release");
        assertThat(Manifests.at(jobs, "production", "needs")).isEqualTo("staging");
        assertThat(jobs.toString())
                .contains("cosign sign", "sbom=true", "bash .ci/run", ".ci/previous", ".ci/layers", ".ci/split");
        assertThat(jobs.toString())
                .contains("codeql-action/analyze", "trivy-action", ".ci/coverage", ".ci/pipelines", ".ci/terraform");
        assertThat(build.get("permissions")).isEqualTo(Map.of("contents", "read"));
        Map<?, ?> lab = yaml(".gitlab-ci.yml");
        assertThat(Manifests.at(lab, "to-production", "rules").toString()).contains("manual");
        assertThat(lab.toString()).contains("cosign sign", "--sbom=true", "trivy image", "SAST", "Dependency-Scanning");
        for (String job : List.of("test", "previous", "layers", "split", "pipelines", "terraform")) {
            assertThat(Manifests.at(lab, job, "stage")).as(job).isEqualTo("test");
        }
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
                .filter(image -> !image.equals("scratch") && !image.equals("${LIBRARIES}"))
                .toList();
        assertThat(bases).isNotEmpty().allMatch(image -> image.matches(".+:.*\\d.*"));
    }

    @Test
    void theImageIsNobodysRootAndItsLayersGoFromStillToMoving() throws Exception {
        String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
        String libraries =
                dockerfile.substring(dockerfile.indexOf("AS libraries"), dockerfile.indexOf("FROM ${LIBRARIES}"));
        String processes =
                dockerfile.substring(dockerfile.indexOf("AS processes"), dockerfile.indexOf("AS stream-jobs"));

        assertThat(dockerfile).contains("ARG LIBRARIES=libraries\n");
        assertThat(libraries)
                .contains("/dependencies/")
                .contains("libraries.aot")
                .doesNotContain("application");
        assertThat(processes).contains("USER 10001").doesNotContain("/dependencies/");
        assertThat(processes.indexOf("snapshot-dependencies/"))
                .isPositive()
                .isLessThan(processes.indexOf("application/"));
    }

    /** Docker is not to be had here: a script answers in its place, as its documentation has it, and writes down what it is asked to do. */
    @Test
    void theImageOfTheLibrariesIsBuiltOnceForEachSetOfThem(@TempDir Path folder) throws Exception {
        Path docker = folder.resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                here=$(dirname "$0")
                case "$*" in
                    "buildx build --quiet --target app --output type=local,dest="*)
                        for word; do case $word in type=local,dest=*) cp -r "$here/app/." "${word#type=local,dest=}" ;; esac; done ;;
                    "buildx imagetools inspect eclipse-temurin:"*"--format {{.Manifest.Digest}}") cat "$here/digest" ;;
                    "buildx imagetools inspect registry/libraries:"*) grep -qxF "$4" "$here/pushed" ;;
                    "buildx build --target libraries --push --tag "*) echo "$7" >>"$here/pushed" ;;
                    *) echo "docker $*: not expected" >&2; exit 64 ;;
                esac
                """);
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        Files.createFile(folder.resolve("pushed"));
        Files.writeString(folder.resolve("digest"), "sha256:one");
        Path app = app(folder.resolve("app"), "one", 1_000);

        String first = libraries(folder);
        assertThat(first).matches("registry/libraries:[0-9a-f]{24}");
        app(app, "two", 1_000);
        assertThat(libraries(folder)).as("other code").isEqualTo(first);
        Files.writeString(app.resolve("dependencies/lib/flink.jar"), "another version");
        String second = libraries(folder);
        Files.writeString(folder.resolve("digest"), "sha256:two");
        String third = libraries(folder);

        assertThat(Files.readAllLines(folder.resolve("pushed")))
                .as("once for each set of libraries and each Java")
                .containsExactly(first, second, third)
                .doesNotHaveDuplicates();
    }

    private static String libraries(Path docker) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("sh", ROOT.resolve("deploy/libraries.sh").toString(), "registry/libraries");
        builder.environment().merge("PATH", docker.toString(), (old, first) -> first + ":" + old);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String image = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return image;
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
        List<Path> scripts = new ArrayList<>();
        for (String folder : List.of("deploy", ".ci")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                        .forEach(scripts::add);
            }
        }
        assertThat(scripts).hasSizeGreaterThan(6);
        for (Path script : scripts) {
            String shell = Files.readString(script).startsWith("#!/usr/bin/env bash") ? "bash" : "sh";
            assertThat(new ProcessBuilder(shell, "-n", script.toString())
                            .start()
                            .waitFor())
                    .as(script.toString())
                    .isZero();
        }
    }

    @Test
    void aLayerIsShippedIfAnythingOfItChangesAndTheLimitIsFiveMegabytes(@TempDir Path folder) throws Exception {
        Path before = app(folder.resolve("before"), "one", 1_000);
        assertThat(layers(before, app(folder.resolve("same"), "one", 1_000))).isEqualTo("0 [] pulled 0");
        assertThat(layers(before, app(folder.resolve("code"), "two", 1_000)))
                .matches("0 \\[application] pulled \\d{3,4}");
        Path libraries = app(folder.resolve("libraries"), "one", 1_000);
        Files.writeString(libraries.resolve("dependencies/lib/flink.jar"), "another version");
        assertThat(layers(before, libraries)).matches("0 \\[dependencies] pulled \\d+");
        assertThat(layers(before, app(folder.resolve("large"), "two", 6_000_000)))
                .matches("1 \\[application] pulled \\d{7}");
    }

    /** What app.sh makes, in small: with code of this size that does not compress. */
    private static Path app(Path app, String code, int bytes) throws Exception {
        for (String layer : List.of("dependencies", "snapshot-dependencies", "application")) {
            Files.createDirectories(app.resolve(layer).resolve("lib"));
        }
        Files.writeString(app.resolve("dependencies/lib/flink.jar"), "a library");
        Files.writeString(app.resolve("snapshot-dependencies/lib/bank.jar"), "the bank");
        byte[] random = new byte[bytes];
        new Random(code.hashCode()).nextBytes(random);
        Files.write(app.resolve("application/lib/processes.jar"), random);
        Files.writeString(app.resolve("run.sh"), "the same");
        return app;
    }

    /** Status, changed layers and last line of the script. */
    private static String layers(Path before, Path after) throws Exception {
        Process process = new ProcessBuilder(
                        "sh", ROOT.resolve("deploy/layers.sh").toString(), before.toString(), after.toString())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<String> changed = lines.stream()
                .filter(line -> line.contains(" changed "))
                .map(line -> line.split(" ")[0])
                .toList();
        return process.waitFor() + " " + changed + " " + lines.get(lines.size() - 1);
    }

    private static Map<?, ?> yaml(String file) throws Exception {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(ROOT.resolve(file)));
    }
}
