package vesper.console.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.console.RunningConsole;

/** The schedule over HTTP. */
class ScheduleResourceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theScheduleIsReadPausedChangedAndLetGoOn() throws Exception {
        // Has just passed, so that nothing begins while the test runs.
        LocalTime cutOff = LocalTime.now(ZoneOffset.UTC).minusHours(1).truncatedTo(ChronoUnit.MINUTES);
        try (RunningConsole console =
                new RunningConsole("vesper.batch.schedule-enabled=true", "vesper.batch.cut-off-time=" + cutOff)) {
            JsonNode first = JSON.readTree(send(console, "GET", "", null).body());
            assertThat(first.get("paused").asBoolean()).isFalse();
            assertThat(first.get("next")).hasSize(5);
            assertThat(LocalTime.parse(first.get("cutOff").asString())).isEqualTo(cutOff);

            assertThat(JSON.readTree(send(console, "POST", "/pause", null).body())
                            .get("paused")
                            .asBoolean())
                    .isTrue();
            String wanted = "{\"cutOff\":\"" + cutOff.minusMinutes(7) + "\",\"zone\":\"UTC\"}";
            JsonNode changed = JSON.readTree(send(console, "PUT", "", wanted).body());
            assertThat(LocalTime.parse(changed.get("cutOff").asString())).isEqualTo(cutOff.minusMinutes(7));
            assertThat(changed.get("paused").asBoolean()).isTrue();
            HttpResponse<String> wrong = send(console, "PUT", "", "{\"cutOff\":\"late\",\"zone\":\"UTC\"}");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(JSON.readTree(send(console, "POST", "/resume", null).body())
                            .get("paused")
                            .asBoolean())
                    .isFalse();
        }
    }

    @Test
    void aProcessWithoutAScheduleSaysSo() throws Exception {
        try (RunningConsole console = new RunningConsole()) {
            HttpResponse<String> answer = send(console, "GET", "", null);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo("no_schedule");
        }
    }

    private HttpResponse<String> send(RunningConsole console, String method, String path, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console.url("/operator/v1/schedule" + path)))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + RunningConsole.TOKEN);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
