package vesper.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards and rules that the bank ships. */
final class Dashboards {
    static final Path FOLDER = Path.of("../k8s/chart/observability");
    static final Path RULES = FOLDER.resolve("rules.yml");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Dashboards() {}

    /** A panel's query. */
    record Query(String dashboard, String panel, String expression) {
        /** For a Prometheus that looks every second. */
        String soon() {
            return expression.replace("$__rate_interval", "15s");
        }
    }

    static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                JsonNode dashboard = JSON.readTree(Files.readString(file));
                for (JsonNode panel : dashboard.path("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        queries.add(new Query(
                                dashboard.path("title").asString(),
                                panel.path("title").asString(),
                                target.path("expr").asString()));
                    }
                }
            }
            return queries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
