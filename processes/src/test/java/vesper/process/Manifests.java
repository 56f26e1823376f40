package vesper.process;

import com.marcnuri.helm.Helm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the chart and the overlays come to, as a cluster would get it. */
final class Manifests {
    static final Path CHART = Path.of("../k8s/chart");
    static final Path PLATFORM = Path.of("../k8s/platform");
    private static final Set<String> WITH_PODS = Set.of("Deployment", "Job");
    private static final List<Manifest> ALL = new ArrayList<>();

    private Manifests() {}

    /** One resource. */
    record Manifest(String source, Map<String, Object> content) {
        String kind() {
            return (String) content.get("kind");
        }

        String apiVersion() {
            return (String) content.get("apiVersion");
        }

        String name() {
            return (String) Manifests.at(content, "metadata", "name");
        }

        /** The specification of its pods; null if it has none. */
        @SuppressWarnings("unchecked")
        Map<String, Object> podSpec() {
            if (kind().equals("FlinkDeployment")) {
                return (Map<String, Object>) Manifests.at(content, "spec", "podTemplate", "spec");
            }
            return WITH_PODS.contains(kind())
                    ? (Map<String, Object>) Manifests.at(content, "spec", "template", "spec")
                    : null;
        }

        @Override
        public String toString() {
            return source + ": " + kind() + " " + name();
        }
    }

    /** The chart with a file of values beside it, the defaults if it is empty; with the job that is otherwise a hook. */
    static List<Manifest> chart(String values) {
        var template = new Helm(CHART)
                .template()
                .withName("vesper")
                .withNamespace("vesper")
                .set("migrationHook", false);
        if (!values.isEmpty()) {
            template.withValuesFile(CHART.resolve(values));
        }
        return parse("chart " + values, template.call());
    }

    /** The chart with its defaults but for these values. */
    static List<Manifest> chartWith(Map<String, String> values) {
        var template = new Helm(CHART).template().withName("vesper").withNamespace("vesper");
        values.forEach(template::set);
        return parse("chart with " + values, template.call());
    }

    static List<Manifest> overlay(String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "kubectl", "kustomize", PLATFORM.resolve(name).toString())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(text);
        }
        return parse("overlay " + name, text);
    }

    /** Everything, in every shape that is shipped; rendered once, since that takes seconds. */
    static synchronized List<Manifest> all() throws IOException, InterruptedException {
        if (ALL.isEmpty()) {
            ALL.addAll(render());
        }
        return ALL;
    }

    private static List<Manifest> render() throws IOException, InterruptedException {
        List<Manifest> all = new ArrayList<>();
        for (String values : List.of("", "values-large.yaml", "values-staging.yaml")) {
            all.addAll(chart(values));
        }
        if (kubectl()) {
            for (String overlay : List.of("dev", "staging", "production")) {
                all.addAll(overlay(overlay));
            }
        } else {
            System.err.println("no kubectl: the overlays are not rendered, the base is read as it stands");
        }
        all.addAll(base());
        return all;
    }

    /** The files of the platform, before any overlay. */
    static List<Manifest> base() throws IOException {
        List<Manifest> base = new ArrayList<>();
        try (var files = Files.list(PLATFORM.resolve("base"))) {
            for (Path file : files.sorted().toList()) {
                if (!file.endsWith("kustomization.yaml")) {
                    base.addAll(parse("base", Files.readString(file)));
                }
            }
        }
        return base;
    }

    private static boolean kubectl() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    @SuppressWarnings("unchecked")
    private static List<Manifest> parse(String source, String text) {
        List<Manifest> manifests = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
            if (document != null) {
                manifests.add(new Manifest(source, (Map<String, Object>) document));
            }
        }
        return manifests;
    }

    /** What lies at the end of a path; null if it leads nowhere. */
    static Object at(Object node, String... path) {
        Object here = node;
        for (String key : path) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return here;
    }

    /** Names of the resources of a kind. */
    static Set<String> names(List<Manifest> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .map(Manifest::name)
                .collect(Collectors.toSet());
    }

    /** The variables of a process by name; without those that are taken from elsewhere. */
    static Map<String, String> environment(List<Manifest> chart, String deployment) {
        Manifest found = chart.stream()
                .filter(manifest -> manifest.kind().equals("Deployment"))
                .filter(manifest -> manifest.name().equals(deployment))
                .findFirst()
                .orElseThrow();
        Object container = ((List<?>) found.podSpec().get("containers")).get(0);
        return ((List<?>) at(container, "env"))
                .stream()
                        .filter(variable -> at(variable, "value") != null)
                        .collect(Collectors.toMap(
                                variable -> (String) at(variable, "name"), variable -> (String) at(variable, "value")));
    }

    /** Where a policy lets connections go, as text. */
    static String egress(List<Manifest> chart, String policy) {
        return chart.stream()
                .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
                .filter(manifest -> manifest.name().equals(policy))
                .map(manifest -> String.valueOf(at(manifest.content(), "spec", "egress")))
                .collect(Collectors.joining());
    }

    /** Names of all images in a resource. */
    static List<String> images(Object node) {
        return images(node, new ArrayList<>());
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

    /** The text of all Java files below a folder. */
    static String sources(Path folder) throws Exception {
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
