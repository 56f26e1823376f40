package vesper.bank.screening;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;

/**
 * What screening says of a payment, and why. The score is the probability that the model gives, in percent, and the
 * weights of the rules that hit, within 0 to 100; the thresholds lead from it to a decision, and the action of a rule may
 * ask for more.
 *
 * @param kind approve, challenge, review or decline
 * @param score 0 (nothing speaks against it) to 100
 * @param reasons what the model saw, then the rules that hit, with the points that each adds to the score
 * @param probability of fraud by the model, 0 to 1; null without a model
 * @param ruleSetVersion the rules that judged
 * @param modelVersion the model that judged; null if there was none
 */
public record Decision(
        DecisionKind kind,
        int score,
        List<DecisionReason> reasons,
        @Nullable Double probability,
        String ruleSetVersion,
        @Nullable String modelVersion) {
    static final int HIGHEST = 100;

    public Decision {
        reasons = List.copyOf(reasons);
    }

    static DecisionKind stronger(DecisionKind one, DecisionKind other) {
        return strength(one) >= strength(other) ? one : other;
    }

    private static int strength(DecisionKind kind) {
        return switch (kind) {
            case APPROVE -> 0;
            case CHALLENGE -> 1;
            case REVIEW -> 2;
            case DECLINE -> 3;
        };
    }

    /** A decision in the making: what speaks against a payment, and the least that it leads to. */
    static final class Making {
        private final List<DecisionReason> reasons = new ArrayList<>();
        private int points;
        private DecisionKind least = DecisionKind.APPROVE;

        List<DecisionReason> reasons() {
            return reasons;
        }

        int score() {
            return Math.max(0, Math.min(HIGHEST, points));
        }

        DecisionKind least() {
            return least;
        }

        void add(DecisionReason reason, DecisionKind atLeast) {
            reasons.add(reason);
            points += reason.getContribution();
            least = stronger(least, atLeast);
        }
    }
}
