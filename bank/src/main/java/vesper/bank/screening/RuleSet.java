package vesper.bank.screening;

import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.screening.RuleCompiler.Condition;

/**
 * The rules that are in force together, compiled, and where the score leads.
 */
public final class RuleSet {
    /** Before the code of a rule in shadow in the code of its reason. */
    public static final String SHADOW = "shadow:";

    /** Before the code of a rule whose features are not full yet. */
    public static final String WARMING = "warming:";

    /** Before the code of a rule that is silent for the account or its customer. */
    static final String SNOOZED = "snoozed:";

    /** Before the code of a rule that cannot be judged on the payment. */
    static final String FAILED = "failed:";

    private final String version;
    private final Thresholds thresholds;
    private final List<Rule> rules;
    private final Lists lists;
    private final List<Running> running;

    /** A rule that is judged. */
    private record Running(Rule rule, Condition condition, String code) {}

    /**
     * From which score a payment is challenged (the customer must confirm it), reviewed by an analyst, declined; 1 to 100.
     *
     * @param withoutModelMinor while there is no model, payments from this amount are reviewed at least
     */
    public record Thresholds(int challenge, int review, int decline, long withoutModelMinor) {
        public Thresholds {
            if (challenge < 1 || review < challenge || decline < review || decline > Decision.HIGHEST) {
                throw new IllegalArgumentException("thresholds must rise from 1 to " + Decision.HIGHEST + ": challenge "
                        + challenge + ", review " + review + ", decline " + decline);
            }
            if (withoutModelMinor < 0) {
                throw new IllegalArgumentException("withoutModelMinor is below zero");
            }
        }

        DecisionKind kindOf(int score) {
            if (score >= decline) {
                return DecisionKind.DECLINE;
            }
            if (score >= review) {
                return DecisionKind.REVIEW;
            }
            return score >= challenge ? DecisionKind.CHALLENGE : DecisionKind.APPROVE;
        }
    }

    /**
     * Compiles the rules and holds each against its own examples.
     *
     * @param version recorded with every decision; a change of anything is a new version
     * @throws IllegalArgumentException naming the rule and what is wrong with it
     */
    RuleSet(String version, Thresholds thresholds, List<Rule> rules, Lists lists) {
        this.version = version;
        this.thresholds = thresholds;
        this.rules = List.copyOf(rules);
        this.lists = lists;
        running = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (Rule rule : rules) {
            if (!codes.add(rule.code())) {
                throw new IllegalArgumentException("two rules are called " + rule.code());
            }
            try {
                Condition condition = checked(rule);
                if (rule.runs()) {
                    running.add(new Running(
                            rule, condition, rule.state() == Rule.State.SHADOW ? SHADOW + rule.code() : rule.code()));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("rule " + rule.code() + ": " + e.getMessage(), e);
            }
        }
    }

    private static Condition checked(Rule rule) {
        if (!rule.code().matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("a code is lower case letters, digits and hyphens");
        }
        Wording.of(rule.reason(), new Features());
        Condition condition = RuleCompiler.compile(rule.when());
        try {
            if (!condition.holds(Features.of(rule.hit()))) {
                throw new IllegalArgumentException("it does not hit its example " + rule.hit());
            }
            if (condition.holds(Features.of(rule.miss()))) {
                throw new IllegalArgumentException("it hits the example that it must not, " + rule.miss());
            }
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException("it fails on its examples: " + e.getMessage(), e);
        }
        return condition;
    }

    public String version() {
        return version;
    }

    /** Whether the code of a reason is that of a rule that hit and does not act: in shadow, warming, or snoozed. */
    public static boolean isSilent(String code) {
        return code.startsWith(SHADOW) || code.startsWith(WARMING) || code.startsWith(SNOOZED);
    }

    /** The same with each draft in shadow and each that warms active: as they are judged in a back-test. */
    RuleSet tried() {
        return new RuleSet(
                version,
                thresholds,
                rules.stream()
                        .map(rule -> switch (rule.state()) {
                            case DRAFT -> rule.in(Rule.State.SHADOW);
                            case WARMING -> rule.in(Rule.State.ACTIVE);
                            case SHADOW, ACTIVE, RETIRED -> rule;
                        })
                        .toList(),
                lists);
    }

    public List<Rule> rules() {
        return rules;
    }

    public Thresholds thresholds() {
        return thresholds;
    }

    public Lists lists() {
        return lists;
    }

    /**
     * Adds the rules that hit to a decision in the making. A rule that fails on a payment does not hit, and the decision
     * says so.
     */
    void judge(Features features, PaymentSubmitted payment, long timeMs, Decision.Making decision) {
        for (Running each : running) {
            Rule rule = each.rule;
            try {
                if (each.condition.holds(features)) {
                    boolean snoozed = lists.snoozed(rule.code(), payment, timeMs);
                    boolean warms =
                            rule.actsFrom() != null && timeMs < rule.actsFrom().toEpochMilli();
                    boolean acts = rule.state() != Rule.State.SHADOW && !snoozed && !warms;
                    decision.add(
                            new DecisionReason(
                                    snoozed ? SNOOZED + rule.code() : warms ? WARMING + rule.code() : each.code,
                                    acts ? rule.weight() : 0,
                                    Wording.of(rule.reason(), features)),
                            acts ? rule.action() : DecisionKind.APPROVE);
                }
            } catch (CelEvaluationException e) {
                decision.add(
                        new DecisionReason(FAILED + rule.code(), 0, "The rule cannot be judged on this payment"),
                        DecisionKind.APPROVE);
            }
        }
    }
}
