package vesper.api.contract;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import vesper.api.TestApi;

/**
 * Makes requests from the OpenAPI document: most are nearly what the document asks for, with something amiss in a field, a
 * parameter, a header or the bytes of the body. The same seed gives the same requests.
 */
final class RequestGenerator {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String LONG = "9".repeat(3_000);

    /** Texts that have broken programs before. */
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "0",
            "-1",
            "-0.00",
            "1e400",
            "NaN",
            "null",
            "true",
            "999999999999999999999999999999",
            "0.000000001",
            "2023-02-30",
            "9999-12-31T23:59:60Z",
            "-999999999-01-01T00:00:00Z",
            "2023-06-05T10:00:00+99:00",
            "'; drop table payment; --",
            "<script>alert(1)</script>",
            "{{7*7}}",
            "${jndi:ldap://x}",
            "../../etc/passwd",
            "%00",
            "\u0000",
            "\n\r\t",
            "\u202e\u2066",
            "\ud83d\ude00",
            "\ud800",
            "\ufeff",
            "\u0130",
            "GB00VESP",
            "XXX",
            "00000000-0000-0000-0000-000000000000",
            LONG);

    private final TestApi api;
    private final List<DescribedOperation> operations;
    private final JsonNode schemas;
    private final List<String> known;
    private final Random random;

    /**
     * Over the API's own document.
     *
     * @param known ids and numbers of things that exist
     */
    RequestGenerator(TestApi api, List<String> known, long seed) {
        JsonNode document = DescribedOperation.document(api);
        this.api = api;
        this.known = known;
        operations = DescribedOperation.all(document);
        schemas = document.path("components").path("schemas");
        random = new Random(seed);
    }

    /** A request, the operation it is for, and what was sent, for whoever reads a failure. */
    record Generated(DescribedOperation operation, HttpRequest.Builder request, String sent) {}

    Generated next() {
        DescribedOperation operation = pick(operations);
        String path = path(operation);
        byte[] body = operation.node().has("requestBody") ? body(operation) : new byte[0];
        HttpRequest.Builder request = api.request(path);
        List<String> headers = headers(operation);
        for (int i = 0; i < headers.size(); i += 2) {
            request.setHeader(headers.get(i), headers.get(i + 1));
        }
        request.method(operation.method(), BodyPublishers.ofByteArray(body));
        String sent = operation.method() + " " + path + " " + headers + " " + new String(body, StandardCharsets.UTF_8);
        return new Generated(operation, request, sent.length() > 2_000 ? sent.substring(0, 2_000) : sent);
    }

    private String path(DescribedOperation operation) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asString();
            if (parameter.path("in").asString().equals("path")) {
                path = path.replace("{" + name + "}", encoded(chance(0.7) ? pick(known) : text()));
            } else if (parameter.path("in").asString().equals("query") && chance(0.6)) {
                query.add(name + "="
                        + encoded(
                                chance(0.5) ? value(parameter.path("schema"), 0).asString("") : text()));
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private List<String> headers(DescribedOperation operation) {
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            if (parameter.path("in").asString().equals("header") && chance(0.3)) {
                headers.add(parameter.path("name").asString());
                headers.add(printable(text()));
            }
        }
        if (chance(0.03)) {
            headers.addAll(List.of("Content-Type", pick(List.of("text/plain", "application/xml", "nonsense", "*/*"))));
        }
        if (chance(0.03)) {
            headers.addAll(List.of("Accept", pick(List.of("text/html", "application/xml", "nonsense", ";;;"))));
        }
        return headers;
    }

    private byte[] body(DescribedOperation operation) {
        JsonNode content = operation.node().path("requestBody").path("content").path("application/json");
        JsonNode body = chance(0.5) && content.has("examples")
                ? JSON.readTree(JSON.writeValueAsString(example(content)))
                : value(content.path("schema"), 0);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes && body instanceof ObjectNode object; i++) {
            change(object);
        }
        byte[] bytes = JSON.writeValueAsBytes(body);
        return chance(0.1) ? damaged(bytes) : bytes;
    }

    private JsonNode example(JsonNode content) {
        List<JsonNode> examples = new ArrayList<>();
        content.path("examples").forEach(example -> examples.add(example.path("value")));
        JsonNode example = pick(examples);
        return example.isString() ? JSON.readTree(example.asString()) : example;
    }

    private void change(ObjectNode object) {
        List<String> names = object.properties().stream().map(Map.Entry::getKey).toList();
        if (names.isEmpty() || chance(0.1)) {
            object.set(text(), NODES.stringNode(text()));
            return;
        }
        String name = pick(names);
        JsonNode inner = object.get(name);
        if (inner instanceof ObjectNode nested && chance(0.7)) {
            change(nested);
        } else if (inner instanceof ArrayNode array && !array.isEmpty() && array.get(0) instanceof ObjectNode first) {
            change(first);
        } else if (chance(0.2)) {
            object.remove(name);
        } else {
            object.set(name, nasty());
        }
    }

    private JsonNode nasty() {
        return switch (random.nextInt(8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong());
            case 3 -> NODES.arrayNode().add(NODES.nullNode()).add(text());
            case 4 -> NODES.objectNode().put(text(), text());
            default -> NODES.stringNode(text());
        };
    }

    private byte[] damaged(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, random.nextInt(text.length() + 1)).getBytes(StandardCharsets.UTF_8);
            case 1 -> (text + text).getBytes(StandardCharsets.UTF_8);
            case 2 -> ("[".repeat(5_000)).getBytes(StandardCharsets.UTF_8);
            case 3 -> text.getBytes(StandardCharsets.UTF_16);
            case 4 -> ("{\"a\":" + LONG + "}").getBytes(StandardCharsets.UTF_8);
            default -> {
                byte[] bytes = body.clone();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                yield bytes;
            }
        };
    }

    /** A value of the schema, which is what it asks for most of the time. */
    private JsonNode value(JsonNode described, int depth) {
        JsonNode schema = described.has("$ref")
                ? schemas.path(described.path("$ref").asString().replaceAll(".*/", ""))
                : described;
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.path(0).asString("") : type.asString("");
        return switch (name) {
            case "object" -> object(schema, depth);
            case "array" -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0 && depth < 5; i--) {
                    array.add(value(schema.path("items"), depth + 1));
                }
                yield array;
            }
            case "integer" -> NODES.numberNode(chance(0.8) ? random.nextInt(1, 60) : random.nextInt());
            case "number" -> NODES.numberNode(random.nextInt(-200, 200));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> string(schema);
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean required = schema.path("required").toString().contains("\"" + property.getKey() + "\"");
            if (required || chance(0.5)) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        }
        return object;
    }

    private JsonNode string(JsonNode schema) {
        if (schema.has("enum") && chance(0.9)) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        JsonNode example = schema.has("example")
                ? schema.path("example")
                : schema.path("examples").path(0);
        if (!example.isMissingNode() && chance(0.7)) {
            return NODES.stringNode(example.asString(""));
        }
        return NODES.stringNode(chance(0.7) ? pick(known) : text());
    }

    private String text() {
        return chance(0.8) ? pick(NASTY) : Long.toString(random.nextLong(), 36);
    }

    private static String printable(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.length() > 400 ? printable.substring(0, 400) : printable;
    }

    private static String encoded(String text) {
        String cut = text.length() > 1_000 ? text.substring(0, 1_000) : text;
        return URLEncoder.encode(cut, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
