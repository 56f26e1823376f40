package vesper.api.contract;

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

/**
 * Makes values of JSON Schemas: what a schema asks for most of the time, else something that it forbids, or that has broken programs
 * before. The same random numbers give the same values.
 */
final class BodyGenerator {
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
            "9223372036854775807",
            "-9223372036854775808",
            "92233720368547758.08",
            "0.000000001",
            "2023-02-30",
            "0000-00-00",
            "+1000000-01-01",
            "9999-12-31",
            "9999-12-31T23:59:60Z",
            "-999999999-01-01T00:00:00Z",
            "2023-06-05T10:00:00+99:00",
            "'; drop table payment; --",
            "<script>alert(1)</script>",
            "{{7*7}}",
            "${jndi:ldap://x}",
            "../../etc/passwd",
            "%00",
            "%%%",
            "a:b:c;d,e=\"f\"",
            "\u0000",
            "\n\r\t",
            "\u202e\u2066",
            "\ud83d\ude00",
            "\ud800",
            "\ufeff",
            "\u0130",
            "e\u0301".repeat(200),
            "GB00VESP",
            "XXX",
            "AAAAAAAAAGQAAA",
            "//////////////",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            LONG);

    private final JsonNode schemas;
    private final KnownThings known;
    private Random random = new Random(0);

    /** @param schemas those that the others refer to */
    BodyGenerator(JsonNode schemas, KnownThings known) {
        this.schemas = schemas;
        this.known = known;
    }

    void seed(Random next) {
        random = next;
    }

    /** A body for the media type: an example of the document's or made from its schema, nearly right. */
    byte[] body(JsonNode content) {
        JsonNode body = chance(0.5) && content.has("examples")
                ? existing(JSON.readTree(JSON.writeValueAsString(example(content))))
                : value(content.path("schema"), 0);
        int changes = chance(0.4) ? 0 : random.nextInt(4);
        for (int i = 0; i < changes && body instanceof ObjectNode object; i++) {
            change(object);
        }
        byte[] bytes = JSON.writeValueAsBytes(body);
        return chance(0.06) ? damaged(bytes) : bytes;
    }

    private JsonNode example(JsonNode content) {
        List<JsonNode> examples = new ArrayList<>();
        content.path("examples").forEach(example -> examples.add(example.path("value")));
        JsonNode example = pick(examples);
        return example.isString() ? JSON.readTree(example.asString()) : example;
    }

    /** The same with names of things that exist. */
    private JsonNode existing(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name :
                    object.properties().stream().map(Map.Entry::getKey).toList()) {
                object.set(name, existing(object.get(name)));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, existing(array.get(i)));
            }
        } else if (node.isString() && chance(0.8)) {
            return NODES.stringNode(known.like(node.asString(), random));
        }
        return node;
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
        return switch (random.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong());
            case 3 -> NODES.numberNode(random.nextBoolean() ? 1e308 : -1e-308);
            case 4 -> NODES.arrayNode().add(NODES.nullNode()).add(text());
            case 5 -> NODES.objectNode().put(text(), text());
            default -> NODES.stringNode(text());
        };
    }

    private byte[] damaged(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, random.nextInt(text.length() + 1)).getBytes(StandardCharsets.UTF_8);
            case 1 -> (text + text).getBytes(StandardCharsets.UTF_8);
            case 2 -> "[".repeat(5_000).getBytes(StandardCharsets.UTF_8);
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
    JsonNode value(JsonNode described, int depth) {
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
        if (!example.isMissingNode() && chance(0.8)) {
            return NODES.stringNode(known.like(example.asString(""), random));
        }
        return NODES.stringNode(chance(0.5) ? known.any(random) : text());
    }

    /** A text that has broken programs before, or none that means anything. */
    String text() {
        return chance(0.8) ? pick(NASTY) : Long.toString(random.nextLong(), 36);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
