package vesper.bank.fraud;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import vesper.bank.screening.Feature;
import vesper.bank.screening.Features;
import vesper.bank.screening.Rule;

/** Lets rules warm that read features which the bank has not computed for as long as they look back. */
final class RuleWarming {
    private final RecordedDecisions decisions;

    RuleWarming(RecordedDecisions decisions) {
        this.decisions = decisions;
    }

    /** The rule, or if it would act too early the same in shadow until it may. */
    Rule warm(Rule rule) {
        if (rule.state() != Rule.State.ACTIVE) {
            return rule;
        }
        Duration missing = rule.features().stream()
                .map(this::missing)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return missing.isZero()
                ? rule
                : rule.warmingUntil(Instant.now().plus(missing).truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * How long a feature must look back and cannot yet: nothing if the first payment within that time was recorded with it,
     * since there is none before that it has missed.
     */
    private Duration missing(Feature feature) {
        Duration memory = feature.memory();
        boolean full = memory.isZero()
                || decisions
                        .firstWithin(memory)
                        .map(first -> Features.holds(first.getFeatures(), feature))
                        .orElse(true);
        return full ? Duration.ZERO : memory;
    }
}
