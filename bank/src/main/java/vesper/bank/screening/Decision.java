package vesper.bank.screening;

import java.util.List;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;

/**
 * What screening says of a payment, and why.
 *
 * @param kind approve, review or decline
 * @param score 0 (nothing speaks against it) to 100
 * @param reasons the rules that hit, in the order of the rule set, with the points that each adds to the score
 * @param ruleSetVersion the rules that judged
 */
public record Decision(DecisionKind kind, int score, List<DecisionReason> reasons, String ruleSetVersion) {
    public Decision {
        reasons = List.copyOf(reasons);
    }

    /** The decision on what is not screened, such as a deposit. */
    public static Decision approved(String ruleSetVersion) {
        return new Decision(DecisionKind.APPROVE, 0, List.of(), ruleSetVersion);
    }
}
