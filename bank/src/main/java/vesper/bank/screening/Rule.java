package vesper.bank.screening;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
 * @param actsFrom it acts on payments from this time on; null unless it warms
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
        Map<String, Double> miss,
        @Nullable Instant actsFrom) {

    /** From draft to retired. */
    public enum State {
        /** Is checked, and does nothing. */
        DRAFT,
        /** Is judged and recorded, and adds nothing. */
        SHADOW,
        /** Is in shadow until the windows of its features are full, and active from then on. */
        WARMING,
        /** Acts. */
        ACTIVE,
        /** Acted once. */
        RETIRED
    }

    /** @throws IllegalArgumentException if it warms and has no time from which it acts, or has one and does not warm */
    public Rule {
        if ((state == State.WARMING) != (actsFrom != null)) {
            throw new IllegalArgumentException("a rule that warms says from when it acts, and no other does");
        }
        hit = Map.copyOf(hit);
        miss = Map.copyOf(miss);
    }

    /** The same in another state, which is not that of a rule that warms. */
    Rule in(State other) {
        return new Rule(code, owner, version, other, when, weight, action, reason, hit, miss, null);
    }

    /** The same, in shadow until a time and active from then on. */
    public Rule warmingUntil(Instant time) {
        return new Rule(code, owner, version, State.WARMING, when, weight, action, reason, hit, miss, time);
    }

    /**
     * The features that its condition reads.
     *
     * @throws IllegalArgumentException if it does not compile
     */
    public Set<Feature> features() {
        return RuleCompiler.features(when);
    }

    /** Whether it is judged at all. */
    boolean runs() {
        return state == State.ACTIVE || state == State.SHADOW || state == State.WARMING;
    }
}
