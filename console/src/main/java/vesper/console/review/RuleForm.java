package vesper.console.review;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.DecisionKind;
import vesper.bank.screening.Rule;

/**
 * A rule as it is written into a form. Examples are a line a feature, {@code card_count_1h = 8}.
 *
 * @param state as in {@link Rule.State}
 * @param action as in {@link DecisionKind}
 */
record RuleForm(
        String code,
        String owner,
        String state,
        String when,
        String weight,
        String action,
        String reason,
        String hit,
        String miss) {
    static final RuleForm EMPTY = new RuleForm("", "", "DRAFT", "", "10", "APPROVE", "", "", "");

    /** Nulls are fields that were not sent. */
    RuleForm {
        code = text(code);
        owner = text(owner);
        state = text(state);
        when = text(when);
        weight = text(weight);
        action = text(action);
        reason = text(reason);
        hit = text(hit);
        miss = text(miss);
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent.strip();
    }

    /** A rule that warms is meant to be active; whether it must warm is found again when it is proposed. */
    static RuleForm of(Rule rule) {
        return new RuleForm(
                rule.code(),
                rule.owner(),
                (rule.state() == Rule.State.WARMING ? Rule.State.ACTIVE : rule.state()).name(),
                rule.when(),
                Integer.toString(rule.weight()),
                rule.action().name(),
                rule.reason(),
                lines(rule.hit()),
                lines(rule.miss()));
    }

    private static String lines(Map<String, Double> example) {
        return new TreeMap<>(example)
                .entrySet().stream()
                        .map(value -> value.getKey() + " = " + number(value.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    public List<Rule.State> states() {
        return List.of(Rule.State.DRAFT, Rule.State.SHADOW, Rule.State.ACTIVE, Rule.State.RETIRED);
    }

    public List<DecisionKind> actions() {
        return List.of(DecisionKind.values());
    }

    /**
     * The rule; whether it can be used is not looked at here.
     *
     * @param version of the rule
     * @throws IllegalArgumentException naming the field that cannot be read
     */
    Rule rule(int version) {
        require(owner, "owner");
        require(when, "condition");
        require(reason, "reason");
        return new Rule(
                code,
                owner,
                version,
                named(Rule.State.class, state, "state"),
                when,
                points(),
                named(DecisionKind.class, action, "action"),
                reason,
                example(hit, "must hit"),
                example(miss, "must not hit"),
                null);
    }

    private static void require(String value, String field) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the field '" + field + "' is empty");
        }
    }

    private int points() {
        if (!weight.matches("-?[0-9]{1,3}")) {
            throw new IllegalArgumentException("the weight is a whole number of points, -999 to 999");
        }
        return Integer.parseInt(weight);
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name, String field) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + field + " " + name));
    }

    private static Map<String, Double> example(String lines, String field) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String line :
                lines.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
            String[] parts = line.split("=", -1);
            if (parts.length != 2 || !parts[1].strip().matches("-?[0-9]{1,15}([.][0-9]{1,6})?")) {
                throw new IllegalArgumentException(
                        "'" + field + "' has lines such as card_count_1h = 8, not '" + line + "'");
            }
            values.put(parts[0].strip(), Double.valueOf(parts[1].strip()));
        }
        return values;
    }
}
