package vesper.process;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.TestPorts;

/** A Prometheus that looks at a bank, and evaluates the rules that the bank ships, every second. */
final class Prometheus implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final URI address;

    /** @param jobs the ports of each job */
    Prometheus(Path folder, Path rules, Map<String, List<Integer>> jobs) throws IOException {
        int port = TestPorts.free();
        address = URI.create("http://127.0.0.1:" + port);
        String scrapes = jobs.entrySet().stream()
                .map(job -> """
                          - job_name: %s
                            metrics_path: %s
                            static_configs: [{targets: [%s]}]
                        """.formatted(
                                job.getKey(),
                                job.getKey().equals("flink") ? "/metrics" : "/actuator/prometheus",
                                job.getValue().stream()
                                        .map(target -> "'127.0.0.1:" + target + "'")
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
        Path soon = Files.writeString(
                Files.createDirectories(folder).resolve("rules.yml"),
                Files.readString(rules).replaceAll("(?m)^( +interval:) .*$", "$1 1s"));
        String global = "global: {scrape_interval: 1s, evaluation_interval: 1s}\nrule_files: ['" + soon + "']\n";
        Path config = Files.writeString(folder.resolve("prometheus.yml"), global + "scrape_configs:\n" + scrapes);
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Awaitility.await("Prometheus").atMost(Duration.ofSeconds(30)).until(() -> {
            try {
                return get("/-/ready").statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** The series that a query gives now; throws if the query is wrong. */
    JsonNode query(String query) throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .body());
        if (!answer.path("status").asString().equals("success")) {
            throw new IllegalArgumentException(query + ": " + answer);
        }
        return answer.path("data").path("result");
    }

    private java.net.http.HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
