package vesper.api.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds answers against the schemas that the document has for them (OpenAPI 3.1's dialect of JSON Schema 2020-12). */
final class AnswerSchemas {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DOCUMENT = "https://bank.example/openapi";

    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    AnswerSchemas(JsonNode document) {
        registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(DOCUMENT, document.toString())));
    }

    /** What of the answer is not as the schema, a part of the document, has it. */
    List<String> faults(JsonNode schema, JsonNode answer) {
        String text = schema.toString().replace("\"#/components/", "\"" + DOCUMENT + "#/components/");
        return schemas.computeIfAbsent(text, any -> registry.getSchema(JSON.readTree(any))).validate(answer).stream()
                .map(Object::toString)
                .toList();
    }
}
