package vesper.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

class OpenApiTest {
    private final TestApi api = TestApi.shared();

    @Test
    void documentDescribesEveryOperation() {
        JsonNode document = open("/openapi").json();

        assertThat(document.path("openapi").asString()).startsWith("3.1");
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> described.add(operation.getKey().toUpperCase() + " " + path.getKey())));
        Set<String> mapped = new TreeSet<>();
        api.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/v1/"))
                        .forEach(path ->
                                info.getMethodsCondition().getMethods().forEach(m -> mapped.add(m + " " + path))));
        assertThat(described).isEqualTo(mapped).hasSize(75);
    }

    @Test
    void everyOperationHasAnIdASummaryAScopeAndItsProblems() {
        for (JsonNode path : open("/openapi").json().path("paths")) {
            for (JsonNode operation : path) {
                String id = operation.path("operationId").asString();
                assertThat(id).matches("[a-z][A-Za-z]+");
                assertThat(operation.path("summary").asString()).as(id).isNotBlank();
                assertThat(operation.path("security").path(0).path("oauth2"))
                        .as(id)
                        .hasSize(1);
                for (String status : List.of("400", "401", "403", "406", "429", "500", "503")) {
                    assertThat(operation
                                    .path("responses")
                                    .path(status)
                                    .path("content")
                                    .path("application/problem+json")
                                    .path("schema")
                                    .path("$ref")
                                    .asString())
                            .as(id + " " + status)
                            .isEqualTo("#/components/schemas/Problem");
                }
                for (JsonNode parameter : operation.path("parameters")) {
                    assertThat(parameter.path("name").asString()).as(id).isNotIn("caller", "request");
                }
            }
        }
    }

    @Test
    void bodiesAndAnswersAreDescribedWithExamples() {
        JsonNode document = open("/openapi").json();
        JsonNode submit = document.path("paths").path("/v1/payments").path("post");

        assertThat(submit.path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("examples"))
                .hasSize(3);
        List<String> statuses = new ArrayList<>();
        submit.path("responses").properties().forEach(response -> statuses.add(response.getKey()));
        assertThat(statuses)
                .containsExactly("200", "202", "400", "401", "403", "406", "413", "415", "422", "429", "500", "503");
        JsonNode schemas = document.path("components").path("schemas");
        for (String schema : List.of(
                "PaymentRequest",
                "PaymentAnswer",
                "AccountAnswer",
                "TransactionPage",
                "CardAccountAnswer",
                "Problem",
                "FieldError")) {
            assertThat(schemas.has(schema)).as(schema).isTrue();
        }
        assertThat(document.path("paths")
                        .path("/v1/payments")
                        .path("post")
                        .path("responses")
                        .path("202")
                        .path("content")
                        .path("application/json")
                        .path("schema")
                        .path("$ref")
                        .asString())
                .isEqualTo("#/components/schemas/PaymentAnswer");
    }

    @Test
    void documentIsTheSameEachTimeAndAlsoThereAsYaml() {
        assertThat(open("/openapi").text()).isEqualTo(open("/openapi").text());
        assertThat(open("/openapi.yaml").text()).contains("openapi: 3.1").contains("/v1/payments:");
    }

    @Test
    void pageToReadItIsServedFromHere() {
        Answer docs = open("/docs");
        assertThat(docs.status()).isEqualTo(302);
        Answer page = open(docs.header("Location"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("swagger-ui-bundle.js").doesNotContain("https://");
        assertThat(open("/swagger-ui/swagger-ui-bundle.js").status()).isEqualTo(200);
        assertThat(open("/openapi/swagger-config").text()).contains("/openapi");
    }

    private Answer open(String path) {
        String local = path.startsWith("http") ? path.substring(path.indexOf('/', 8)) : path;
        return api.send(HttpRequest.newBuilder(api.uri(local)).GET());
    }
}
