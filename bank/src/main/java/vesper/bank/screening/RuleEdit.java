package vesper.bank.screening;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
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
        return edited(text, version, root -> {
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
        });
    }

    /** The file with other thresholds, under another version. */
    public static String put(String text, RuleSet.Thresholds thresholds, String version) {
        return edited(
                text,
                version,
                root -> root.putObject("thresholds")
                        .put("challenge", thresholds.challenge())
                        .put("review", thresholds.review())
                        .put("decline", thresholds.decline())
                        .put("withoutModelMinor", thresholds.withoutModelMinor()));
    }

    /** The file with this entry, in the place of what its list said of the same value, under another version. */
    public static String put(String text, Lists.Listed entry, String version) {
        return edited(
                text,
                version,
                root -> without(root, entry)
                        .addObject()
                        .put("list", list(entry))
                        .put("kind", kind(entry))
                        .put("value", entry.value())
                        .put("until", Instant.ofEpochMilli(entry.untilMs()).toString())
                        .put("reason", entry.reason()));
    }

    /** The file without what the entry's list says of its value, under another version. */
    public static String remove(String text, Lists.Listed entry, String version) {
        return edited(text, version, root -> without(root, entry));
    }

    private static ArrayNode without(ObjectNode root, Lists.Listed entry) {
        ArrayNode lists = root.withArray("lists");
        lists.removeIf(each -> each.path("list").asString("").equals(list(entry))
                && each.path("kind").asString("").equalsIgnoreCase(kind(entry))
                && each.path("value").asString("").equals(entry.value()));
        return lists;
    }

    private static String list(Lists.Listed entry) {
        return entry.block() ? "block" : "allow";
    }

    private static String kind(Lists.Listed entry) {
        return entry.kind().name().toLowerCase(Locale.ROOT);
    }

    /** The file with this snooze, in the place of the one of the same rule and the same customer or account, under another version. */
    public static String put(String text, Lists.Snooze snooze, String version) {
        return edited(
                text,
                version,
                root -> without(root, snooze)
                        .addObject()
                        .put("rule", snooze.rule())
                        .put(snooze.whose().key(), snooze.id())
                        .put("until", Instant.ofEpochMilli(snooze.untilMs()).toString()));
    }

    /** The file without the snooze of its rule and of its customer or account, under another version. */
    public static String remove(String text, Lists.Snooze snooze, String version) {
        return edited(text, version, root -> without(root, snooze));
    }

    private static ArrayNode without(ObjectNode root, Lists.Snooze snooze) {
        ArrayNode snoozes = root.withArray("snoozes");
        snoozes.removeIf(each -> each.path("rule").asString("").equals(snooze.rule())
                && each.path(snooze.whose().key()).asLong(0) == snooze.id());
        return snoozes;
    }

    private static String edited(String text, String version, Consumer<ObjectNode> edit) {
        ObjectNode root = (ObjectNode) JSON.readTree(text);
        root.put("version", version);
        edit.accept(root);
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
