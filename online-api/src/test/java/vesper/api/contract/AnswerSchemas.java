package vesper.api.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Holds answers against the schemas that the document has for them (OpenAPI 3.1's dialect of JSON Schema 2020-12). */
final class AnswerSchemas {
    private static final String DOCUMENT = "urn:vesper:openapi";

    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    AnswerSchemas(JsonNode document) {
        registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(DOCUMENT, document.toString())));
    }

    /** What of the answer is not as its schema has it. */
    List<String> faults(String path, String method, int status, String mediaType, JsonNode answer) {
        String pointer = String.join(
                "/", "#", "paths", escaped(path), method.toLowerCase(), "responses", Integer.toString(status), "content", escaped(mediaType), "schema");
        return schemas
                .computeIfAbsent(pointer, any -> registry.getSchema(SchemaLocation.of(DOCUMENT + pointer)))
                .validate(answer)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static String escaped(String part) {
        return part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
    }
}
