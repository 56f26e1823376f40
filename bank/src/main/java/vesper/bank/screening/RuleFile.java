package vesper.bank.screening;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.event.DecisionKind;

/**
 * Rules as text (JSON): {@code version}, {@code thresholds}, and {@code rules}, each with the fields of {@link Rule}.
 * {@code lists} and {@code snoozes}, which may be left out, end at a time: {@code {"list": "block", "kind": "merchant",
 * "value": "X", "until": "2027-01-01T00:00:00Z", "reason": "..."}}, {@code {"rule": "burst-hour", "customer": 42, "until":
 * ...}}, or {@code account}. {@code actsFrom} of a rule is there while it warms. What is not known, missing or of another type is refused.
 */
public final class RuleFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> FIELDS = Set.of("version", "thresholds", "rules", "lists", "snoozes");
    private static final Set<String> LISTED = Set.of("list", "kind", "value", "until", "reason");
    private static final Set<String> SNOOZE = Set.of("rule", "customer", "account", "until");
    private static final Set<String> THRESHOLDS = Set.of("challenge", "review", "decline", "withoutModelMinor");
    private static final Set<String> RULE = Set.of(
            "code", "owner", "version", "state", "when", "weight", "action", "reason", "hit", "miss", "actsFrom");

    private RuleFile() {}

    /** The rules that a new bank starts with. */
    public static String standard() {
        return resource("rules.json")
                .orElseThrow(() -> new IllegalStateException("rules.json is missing from the program"));
    }

    /** The rules of a version that a new bank starts with, or once did: recorded decisions name it. */
    public static Optional<String> shipped(String version) {
        String standard = standard();
        return parse(standard).version().equals(version)
                ? Optional.of(standard)
                : resource("earlier/" + version.replaceAll("[^a-z0-9-]", "") + ".json");
    }

    private static Optional<String> resource(String name) {
        try (InputStream file = RuleFile.class.getResourceAsStream(name)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads and compiles rules.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static RuleSet parse(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the rules are no JSON: " + e.getOriginalMessage(), e);
        }
        only(root, FIELDS, "the rules");
        JsonNode thresholds = root.path("thresholds");
        only(thresholds, THRESHOLDS, "thresholds");
        List<Rule> rules = new ArrayList<>();
        for (JsonNode rule : root.path("rules")) {
            rules.add(rule(rule));
        }
        return new RuleSet(
                text(root, "version", "the rules"),
                new RuleSet.Thresholds(
                        whole(thresholds, "challenge", "thresholds"),
                        whole(thresholds, "review", "thresholds"),
                        whole(thresholds, "decline", "thresholds"),
                        whole(thresholds, "withoutModelMinor", "thresholds")),
                rules,
                lists(root));
    }

    private static Lists lists(JsonNode root) {
        List<Lists.Listed> entries = new ArrayList<>();
        for (JsonNode entry : root.path("lists")) {
            only(entry, LISTED, "a list");
            String list = text(entry, "list", "a list");
            if (!list.equals("block") && !list.equals("allow")) {
                throw new IllegalArgumentException("a list is block or allow, not " + list);
            }
            entries.add(new Lists.Listed(
                    list.equals("block"),
                    named(Lists.Kind.class, text(entry, "kind", "a list"), "a list"),
                    text(entry, "value", "a list"),
                    time(entry, "until", "a list"),
                    text(entry, "reason", "a list")));
        }
        List<Lists.Snooze> snoozes = new ArrayList<>();
        for (JsonNode snooze : root.path("snoozes")) {
            only(snooze, SNOOZE, "a snooze");
            if (snooze.has("customer") == snooze.has("account")) {
                throw new IllegalArgumentException("a snooze is of a customer or of an account");
            }
            Lists.Whose whose = snooze.has("customer") ? Lists.Whose.CUSTOMER : Lists.Whose.ACCOUNT;
            snoozes.add(new Lists.Snooze(
                    text(snooze, "rule", "a snooze"),
                    whose,
                    long64(snooze, whose.key(), "a snooze"),
                    time(snooze, "until", "a snooze")));
        }
        return new Lists(entries, snoozes);
    }

    private static long time(JsonNode node, String field, String of) {
        try {
            return Instant.parse(text(node, field, of)).toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(of + ": " + field + " is no time in UTC (ISO 8601)", e);
        }
    }

    private static Rule rule(JsonNode rule) {
        String code = rule.path("code").asString("?");
        String name = "rule " + code;
        only(rule, RULE, name);
        return new Rule(
                text(rule, "code", name),
                text(rule, "owner", name),
                whole(rule, "version", name),
                named(Rule.State.class, text(rule, "state", name), name),
                text(rule, "when", name),
                whole(rule, "weight", name),
                named(DecisionKind.class, text(rule, "action", name), name),
                text(rule, "reason", name),
                row(rule.path("hit"), name),
                row(rule.path("miss"), name),
                rule.has("actsFrom") ? Instant.ofEpochMilli(time(rule, "actsFrom", name)) : null);
    }

    private static void only(JsonNode node, Set<String> fields, String of) {
        Collection<String> unknown = new ArrayList<>(node.propertyNames());
        unknown.removeAll(fields);
        if (!node.isObject() || !unknown.isEmpty()) {
            throw new IllegalArgumentException(of + ": fields are " + fields + ", not " + unknown);
        }
    }

    private static String text(JsonNode node, String field, String of) {
        JsonNode value = node.path(field);
        if (!value.isString() || value.asString().isBlank()) {
            throw new IllegalArgumentException(of + ": " + field + " must be text");
        }
        return value.asString();
    }

    private static int whole(JsonNode node, String field, String of) {
        JsonNode value = node.path(field);
        if (!value.isInt()) {
            throw new IllegalArgumentException(of + ": " + field + " must be a whole number");
        }
        return value.asInt();
    }

    private static long long64(JsonNode node, String field, String of) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(of + ": " + field + " must be a whole number");
        }
        return value.asLong();
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name, String of) {
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(of + ": there is no " + name, e);
        }
    }

    private static Map<String, Double> row(JsonNode row, String of) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> value : row.properties()) {
            if (!value.getValue().isNumber()) {
                throw new IllegalArgumentException(of + ": " + value.getKey() + " must be a number");
            }
            values.put(Feature.of(value.getKey()).key(), value.getValue().asDouble());
        }
        return values;
    }
}
