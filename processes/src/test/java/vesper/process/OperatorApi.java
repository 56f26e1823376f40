package vesper.process;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs of the bank, run as a program of the operators runs them. */
final class OperatorApi {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final SplitBank bank;

    OperatorApi(SplitBank bank) {
        this.bank = bank;
    }

    /** Starts a job; returns the id of its run. */
    long start(String job) throws IOException, InterruptedException {
        return send(request("/operator/v1/jobs/" + job + "/runs")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")))
                .path("id")
                .asLong();
    }

    /** Waits until the run is done; ends the test if it has failed. */
    void awaitCompleted(long id) throws IOException {
        HttpRequest.Builder request = request("/operator/v1/runs/" + id);
        Awaitility.await("run " + id + " is done").atMost(PATIENCE).until(() -> {
            JsonNode run = send(request);
            if (run.toString().contains("\"FAILED\"")) {
                throw new IllegalStateException(run.toString());
            }
            return run.path("status").asString().equals("COMPLETED");
        });
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(bank.gateway().resolve(path))
                .header("Authorization", "Bearer " + bank.secret("operator-token"));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
