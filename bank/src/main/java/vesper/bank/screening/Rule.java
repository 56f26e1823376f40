package vesper.bank.screening;

import java.util.Map;
import vesper.bank.event.DecisionKind;

/**
 * A reason to doubt (or to trust) a payment, as data.
 *
 * @param code stable name, lower case with hyphens
 * @param owner who answers for it
 * @param version grows with each change
 * @param state whether it acts
 * @param when a CEL expression over the {@link Feature features}, each a double; see {@link RuleCompiler}
 * @param weight points that a hit adds to the score; negative for a reason to trust
 * @param action the least that a hit leads to; approve leaves it to the score
 * @param reason one sentence for the analyst; {@code {feature}} is replaced by its value
 * @param hit feature values that it must hit; those not named are 0
 * @param miss feature values that it must not hit
 */
public record Rule(
        String code,
        String owner,
        int version,
        State state,
        String when,
        int weight,
        DecisionKind action,
        String reason,
        Map<String, Double> hit,
        Map<String, Double> miss) {

    /** From draft to retired. */
    public enum State {
        /** Is checked, and does nothing. */
        DRAFT,
        /** Is judged and recorded, and adds nothing. */
        SHADOW,
        /** Acts. */
        ACTIVE,
        /** Acted once. */
        RETIRED
    }

    public Rule {
        hit = Map.copyOf(hit);
        miss = Map.copyOf(miss);
    }

    /** The same in another state. */
    Rule in(State other) {
        return new Rule(code, owner, version, other, when, weight, action, reason, hit, miss);
    }

    /** Whether it is judged at all. */
    boolean runs() {
        return state == State.ACTIVE || state == State.SHADOW;
    }
}
