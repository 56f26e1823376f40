package vesper.bank.screening;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;

/**
 * The rules that are in force together. The score of a payment is the sum of the points of the rules that hit, within 0
 * to 100.
 *
 * @param version recorded with every decision; a change of any rule is a new version
 * @param reviewAt score from which an analyst looks at a payment
 * @param declineAt score from which a payment is declined at once
 */
public record RuleSet(String version, List<Rule> rules, int reviewAt, int declineAt) {
    private static final int HIGHEST = 100;

    public RuleSet {
        rules = List.copyOf(rules);
        if (reviewAt < 1 || declineAt < reviewAt) {
            throw new IllegalArgumentException("review at " + reviewAt + ", decline at " + declineAt);
        }
        Set<String> codes = new HashSet<>();
        for (Rule rule : rules) {
            if (!codes.add(rule.code())) {
                throw new IllegalArgumentException("two rules are called " + rule.code());
            }
        }
    }

    /** Judges one payment by its features. */
    public Decision decide(Features features) {
        List<DecisionReason> reasons = new ArrayList<>();
        int sum = 0;
        for (Rule rule : rules) {
            if (rule.when().test(features)) {
                reasons.add(new DecisionReason(rule.code(), rule.points(), rule.detail(features)));
                sum += rule.points();
            }
        }
        int score = Math.max(0, Math.min(HIGHEST, sum));
        return new Decision(kindOf(score), score, reasons, version);
    }

    private DecisionKind kindOf(int score) {
        if (score >= declineAt) {
            return DecisionKind.DECLINE;
        }
        return score >= reviewAt ? DecisionKind.REVIEW : DecisionKind.APPROVE;
    }
}
