package vesper.api.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

/** A bank that does not tell its schema, and allows small queries only. */
class IntrospectionTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = new TestApi("vesper.api.graph.introspection=false", "vesper.api.graph.max-cost=100");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void schemaIsNotTold() {
        Answer answer = api.post("/v1/graphql", Map.of("query", "{ __schema { types { name } } }"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.field("code")).isEqualTo("invalid_query");
    }

    @Test
    void limitIsTheOneThatIsSet() {
        String number = api.testBank().current(0).number();
        String query =
                "{ account(number: \"" + number + "\") { transactions(first: %d) { next transactions { id } } } }";

        assertThat(api.post("/v1/graphql", Map.of("query", query.formatted(20))).status())
                .isEqualTo(200);
        assertThat(api.post("/v1/graphql", Map.of("query", query.formatted(100)))
                        .field("code"))
                .isEqualTo("query_too_large");
    }
}
