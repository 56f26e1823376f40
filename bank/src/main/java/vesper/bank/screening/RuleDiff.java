package vesper.bank.screening;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is different between two versions of the rules. */
public final class RuleDiff {
    private RuleDiff() {}

    /**
     * A field that is different.
     *
     * @param of code of the rule; {@code thresholds} or {@code lists} for what belongs to none
     * @param before empty if there was nothing
     * @param after empty if there is nothing any more
     */
    public record Change(String of, String field, String before, String after) {}

    /** All that is different, thresholds and lists first, then the rules in the order of the later version. */
    public static List<Change> between(RuleSet before, RuleSet after) {
        List<Change> changes = new ArrayList<>();
        compare("thresholds", fields(before.thresholds()), fields(after.thresholds()), changes);
        compareLists(before.lists().lines(), after.lists().lines(), changes);
        Map<String, Rule> earlier = byCode(before);
        Map<String, Rule> later = byCode(after);
        Set<String> codes = new LinkedHashSet<>(later.keySet());
        codes.addAll(earlier.keySet());
        for (String code : codes) {
            compare(code, fields(earlier.get(code)), fields(later.get(code)), changes);
        }
        return changes;
    }

    private static Map<String, Rule> byCode(RuleSet rules) {
        Map<String, Rule> byCode = new LinkedHashMap<>();
        rules.rules().forEach(rule -> byCode.put(rule.code(), rule));
        return byCode;
    }

    private static void compare(
            String of, Map<String, String> before, Map<String, String> after, List<Change> changes) {
        Set<String> names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        for (String name : names) {
            String was = before.getOrDefault(name, "");
            String is = after.getOrDefault(name, "");
            if (!was.equals(is)) {
                changes.add(new Change(of, name, was, is));
            }
        }
    }

    private static void compareLists(List<String> before, List<String> after, List<Change> changes) {
        before.stream()
                .filter(line -> !after.contains(line))
                .forEach(line -> changes.add(new Change("lists", "entry", line, "")));
        after.stream()
                .filter(line -> !before.contains(line))
                .forEach(line -> changes.add(new Change("lists", "entry", "", line)));
    }

    private static Map<String, String> fields(RuleSet.Thresholds thresholds) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("challenge", Integer.toString(thresholds.challenge()));
        fields.put("review", Integer.toString(thresholds.review()));
        fields.put("decline", Integer.toString(thresholds.decline()));
        fields.put("without model, minor units", Long.toString(thresholds.withoutModelMinor()));
        return fields;
    }

    private static Map<String, String> fields(@Nullable Rule rule) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (rule != null) {
            fields.put("state", rule.state().name().toLowerCase(Locale.ROOT));
            fields.put("when", rule.when());
            fields.put("weight", Integer.toString(rule.weight()));
            fields.put("action", rule.action().name().toLowerCase(Locale.ROOT));
            fields.put("reason", rule.reason());
            fields.put(
                    "acts from", rule.actsFrom() == null ? "" : rule.actsFrom().toString());
            fields.put("owner", rule.owner());
            fields.put("version", Integer.toString(rule.version()));
            fields.put("must hit", example(rule.hit()));
            fields.put("must not hit", example(rule.miss()));
        }
        return fields;
    }

    private static String example(Map<String, Double> values) {
        List<String> words = new ArrayList<>();
        new TreeMap<>(values).forEach((name, value) -> words.add(name + " = " + Wording.figure(value)));
        return String.join(", ", words);
    }
}
