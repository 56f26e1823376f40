package vesper.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

class RetiredTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = new TestApi("vesper.test.retired-operation=true");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void answersSaySinceWhenAndUntilWhen() {
        Answer answer = api.get("/v1/accounts/old");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Deprecation")).isEqualTo("@1795910400");
        assertThat(answer.header("Sunset")).isEqualTo("Mon, 29 Nov 2027 00:00:00 GMT");
        assertThat(answer.header("Link"))
                .isEqualTo("</docs>; rel=\"deprecation\", </v1/accounts>; rel=\"successor-version\"");
    }

    @Test
    void otherOperationsSayNothing() {
        Answer answer = api.get("/v1/accounts/" + api.testBank().current(0).number());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Deprecation")).isEmpty();
        assertThat(answer.header("Sunset")).isEmpty();
    }

    @Test
    void documentTellsIt() {
        String text =
                api.send(HttpRequest.newBuilder(api.uri("/openapi")).GET()).text();
        JsonNode operation =
                TestApi.json(text).path("paths").path("/v1/accounts/old").path("get");

        assertThat(operation.path("deprecated").asBoolean()).isTrue();
        assertThat(operation.path("x-sunset").asString()).isEqualTo("2027-11-29");
        assertThat(OpenApiLintTest.faults(text)).isEmpty();
    }

    @Test
    void documentThatSaysLessIsNoticed() {
        String text =
                api.send(HttpRequest.newBuilder(api.uri("/openapi")).GET()).text();

        assertThat(List.of(
                        text.replace("\"Sunset\":", "\"Sundown\":"),
                        text.replace("\"x-sunset\":\"2027-11-29\"", "\"x-sunset\":\"2027-11-28\""),
                        text.replace("\"deprecated\":true,", "")))
                .allSatisfy(broken -> assertThat(OpenApiLintTest.faults(broken))
                        .anyMatch(fault -> fault.startsWith("listOldAccounts")));
    }
}
