package vesper.bank.lending;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;

/**
 * Which parts of which instalments a payment pays.
 *
 * @param strategy a named order, or {@link RepaymentStrategy#ADVANCED} for the rules
 * @param processing whether a rule is followed instalment by instalment or part by part
 * @param rules the first one is for every type that has none of its own
 * @param chargebackOrder parts that a chargeback takes back of the payment, in order; empty: principal alone
 */
public record AllocationTerms(
        RepaymentStrategy strategy, Processing processing, List<Rule> rules, List<Part> chargebackOrder) {

    /** Horizontal: a whole instalment before the next. Vertical: one part of all instalments before the next part. */
    public enum Processing {
        HORIZONTAL,
        VERTICAL
    }

    /** When an instalment is due, as seen from the day of payment. */
    public enum Due {
        PAST_DUE,
        DUE,
        IN_ADVANCE
    }

    /** Where money goes that exceeds what is due: spread evenly over all coming instalments, or to one of them. */
    public enum Advance {
        NEXT_INSTALMENT,
        LAST_INSTALMENT,
        REAMORTISATION;

        /** Where it goes so that a payment above the instalment changes that. */
        static Advance of(Excess excess) {
            return switch (excess) {
                case NEXT_INSTALMENTS -> NEXT_INSTALMENT;
                case SMALLER_INSTALMENTS -> REAMORTISATION;
                case SHORTER_TERM, LAST_UNPAID_INSTALMENT -> LAST_INSTALMENT;
            };
        }
    }

    /** One step of a rule. */
    public record Step(Due due, Part part) {}

    /**
     * @param type which transactions it is for
     * @param advance where money in advance goes
     * @param steps in order; each pair once
     */
    public record Rule(TransactionType type, Advance advance, List<Step> steps) {
        public Rule {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new InvalidTermsException("allocation.rules", "must have steps");
            }
        }
    }

    public AllocationTerms {
        rules = List.copyOf(rules);
        chargebackOrder = List.copyOf(chargebackOrder);
        if (strategy == RepaymentStrategy.ADVANCED && rules.isEmpty()) {
            throw new InvalidTermsException("allocation.rules", "must be given for the advanced strategy");
        }
    }

    /** A named order. */
    public static AllocationTerms of(RepaymentStrategy strategy) {
        return new AllocationTerms(strategy, Processing.HORIZONTAL, List.of(), List.of());
    }

    /**
     * The same as rules: a named order becomes one rule, with its steps past due, due and in advance. What exceeds the instalment
     * goes where the recalculation of interest says, else to the next one.
     */
    AllocationTerms asRules(@Nullable Recalculation recalculation) {
        if (!rules.isEmpty()) {
            return this;
        }
        List<Step> steps = new ArrayList<>();
        for (Due due : Due.values()) {
            for (Part part : due == Due.IN_ADVANCE ? strategy.orderInAdvance() : strategy.order()) {
                steps.add(new Step(due, part));
            }
        }
        Advance advance = recalculation == null ? Advance.NEXT_INSTALMENT : Advance.of(recalculation.excess());
        return new AllocationTerms(
                RepaymentStrategy.ADVANCED,
                processing,
                List.of(new Rule(TransactionType.REPAYMENT, advance, steps)),
                chargebackOrder);
    }

    /** The rule for a type, else the first. */
    Rule ruleFor(TransactionType type) {
        for (int i = 1; i < rules.size(); i++) {
            if (rules.get(i).type() == type) {
                return rules.get(i);
            }
        }
        return rules.get(0);
    }
}
