package vesper.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

/**
 * An operation as the OpenAPI document has it.
 *
 * @param scope the one scope that it asks for
 * @param node the operation's own object in the document
 * @param schemas those of the document's answers
 */
record DescribedOperation(String id, String method, String path, String scope, JsonNode node, AnswerSchemas schemas) {

    /** All of them, in the order of the document. */
    static List<DescribedOperation> all(JsonNode document) {
        List<DescribedOperation> operations = new ArrayList<>();
        AnswerSchemas schemas = new AnswerSchemas(document);
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.add(new DescribedOperation(
                                operation.getValue().path("operationId").asString(),
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation
                                        .getValue()
                                        .path("security")
                                        .path(0)
                                        .path("oauth2")
                                        .path(0)
                                        .asString(),
                                operation.getValue(),
                                schemas))));
        return operations;
    }

    static JsonNode document(TestApi api) {
        return api.send(HttpRequest.newBuilder(api.uri("/openapi")).GET()).json();
    }

    /** Whether it names a thing that exists or not. */
    boolean namesAnObject() {
        return path.contains("{");
    }

    /**
     * The answer has a status, a media type and a form that the document promises, and if it is a problem, it is one of those listed
     * and tells its own status.
     */
    void assertPromised(Answer answer) {
        String what = method + " " + path + " -> " + answer.status() + " " + answer.text();
        JsonNode response = node.path("responses").path(Integer.toString(answer.status()));
        assertThat(response.isMissingNode()).as(what).isFalse();
        String type = answer.header("Content-Type").replaceAll(";.*", "");
        if (answer.status() == 204 || answer.status() == 304) {
            assertThat(answer.text()).as(what).isEmpty();
            return;
        }
        JsonNode content = response.path("content").path(type);
        assertThat(content.isMissingNode()).as(type + ": " + what).isFalse();
        if (type.endsWith("json")) {
            assertThat(schemas.faults(content.path("schema"), answer.json()))
                    .as(what)
                    .isEmpty();
        }
        if (answer.status() >= 400) {
            assertProblem(answer, content, what);
        }
    }

    private static void assertProblem(Answer answer, JsonNode content, String what) {
        assertThat(answer.header("Content-Type")).as(what).startsWith("application/problem+json");
        assertThat(content.path("examples").has(answer.field("code"))).as(what).isTrue();
        assertThat(answer.field("type")).as(what).isEqualTo("urn:vesper:problem:" + answer.field("code"));
        assertThat(answer.json().path("status").asInt()).as(what).isEqualTo(answer.status());
        assertThat(answer.field("title")).as(what).isNotBlank();
        assertThat(answer.field("detail")).as(what).isNotBlank();
        assertThat(answer.text())
                .as(what)
                .doesNotContain("Exception")
                .doesNotContain("vesper.api.")
                .doesNotContain("\tat ");
    }
}
