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
 */
record DescribedOperation(String id, String method, String path, String scope, JsonNode node) {

    /** All of them, in the order of the document. */
    static List<DescribedOperation> all(JsonNode document) {
        List<DescribedOperation> operations = new ArrayList<>();
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
                                operation.getValue()))));
        return operations;
    }

    static JsonNode document(TestApi api) {
        return api.send(HttpRequest.newBuilder(api.uri("/openapi")).GET()).json();
    }

    /** Whether it names a thing that exists or not. */
    boolean namesAnObject() {
        return path.contains("{");
    }

    /** The answer has a status and a media type that the document promises, and if it is a problem, one of those listed. */
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
        if (answer.status() >= 400) {
            assertThat(content.path("examples").has(answer.field("code")))
                    .as(what)
                    .isTrue();
            assertThat(answer.text()).doesNotContain("Exception").doesNotContain("vesper.api.");
        }
    }
}
