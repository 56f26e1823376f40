package vesper.bank.screening;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes of a file of rules, as {@link RuleFile} reads it. */
public final class RuleEdit {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RuleEdit() {}

    /**
     * The file with this rule in the place of the one of its code, or at the end, under another version. All else stays.
     *
     * @param text rules that can be used
     */
    public static String put(String text, Rule rule, String version) {
        ObjectNode root = (ObjectNode) JSON.readTree(text);
        root.put("version", version);
        ArrayNode rules = root.withArray("rules");
        int place = 0;
        while (place < rules.size()
                && !rules.get(place).path("code").asString("").equals(rule.code())) {
            place++;
        }
        if (place == rules.size()) {
            rules.add(node(rule));
        } else {
            rules.set(place, node(rule));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static ObjectNode node(Rule rule) {
        ObjectNode node = JSON.createObjectNode()
                .put("code", rule.code())
                .put("owner", rule.owner())
                .put("version", rule.version())
                .put("state", rule.state().name().toLowerCase(Locale.ROOT))
                .put("weight", rule.weight())
                .put("action", rule.action().name().toLowerCase(Locale.ROOT))
                .put("when", rule.when())
                .put("reason", rule.reason());
        if (rule.actsFrom() != null) {
            node.put("actsFrom", rule.actsFrom().toString());
        }
        node.set("hit", example(rule.hit()));
        node.set("miss", example(rule.miss()));
        return node;
    }

    private static ObjectNode example(Map<String, Double> values) {
        ObjectNode node = JSON.createObjectNode();
        values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(value -> node.put(value.getKey(), value.getValue()));
        return node;
    }

    /** The name of the version after this one: {@code standard-4} after {@code standard-3}, or the next that is free. */
    public static String next(String version, Predicate<String> taken) {
        int cut = version.length();
        while (cut > 0 && Character.isDigit(version.charAt(cut - 1))) {
            cut--;
        }
        boolean numbered = cut < version.length() && version.length() - cut < 9;
        String name = numbered ? version.substring(0, cut) : version + "-";
        int number = numbered ? Integer.parseInt(version.substring(cut)) + 1 : 2;
        while (taken.test(name + number)) {
            number++;
        }
        return name + number;
    }
}
