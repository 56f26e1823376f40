package vesper.bank.screening;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;

/**
 * What judges payments together: rules, and the models. The same payment, features and screening give the same bytes.
 *
 * @param model null if there is none that can be used
 * @param challenger scores beside the model and decides nothing; null if there is none
 */
public record Screening(
        RuleSet rules, @Nullable FraudModel model, @Nullable FraudModel challenger) {
    public static final String DECIDED_BY = "screening";

    /** Before a challenger's version in the code of the reason that records its score. */
    public static final String CHALLENGER = "challenger:";

    /**
     * The event of the decision on a payment.
     *
     * @param partition where the payment was read
     * @param offset where the payment was read
     */
    public PaymentDecided decide(PaymentSubmitted payment, Features features, int partition, long offset) {
        Decision decision = decide(payment, features);
        return new PaymentDecided(
                payment,
                decision.kind(),
                DECIDED_BY,
                decision.score(),
                decision.reasons(),
                features.asList(),
                decision.ruleSetVersion(),
                partition,
                offset,
                decision.probability(),
                decision.modelVersion());
    }

    /**
     * Judges a payment. Deposits pass: they bring money. A list goes before all else, and blocks before it allows. Without
     * a model the rules judge alone, the decision says so, and from an amount on an analyst must look at it: nothing is
     * waved through in silence.
     */
    Decision decide(PaymentSubmitted payment, Features features) {
        long timeMs = ScreenedPayment.timeMs(payment);
        if (payment.getKind() == PaymentKind.DEPOSIT) {
            return listed(DecisionKind.APPROVE, 0, List.of());
        }
        Optional<Lists.Listed> blocked = rules.lists().blocks(payment, timeMs);
        if (blocked.isPresent()) {
            return listed(DecisionKind.DECLINE, Decision.HIGHEST, List.of(reason("blocked:", blocked.get())));
        }
        Optional<Lists.Listed> allowed = rules.lists().allows(payment, timeMs);
        if (allowed.isPresent()) {
            return listed(DecisionKind.APPROVE, 0, List.of(reason("allowed:", allowed.get())));
        }
        Decision.Making making = new Decision.Making();
        Double probability = model == null ? withoutModel(features, making) : byModel(model, features, making);
        rules.judge(features, payment, timeMs, making);
        if (challenger != null) {
            making.add(
                    new DecisionReason(
                            CHALLENGER + challenger.version(),
                            0,
                            "Probability of fraud " + Wording.figure(100 * challenger.probability(features)) + " %"),
                    DecisionKind.APPROVE);
        }
        int score = making.score();
        return new Decision(
                Decision.stronger(rules.thresholds().kindOf(score), making.least()),
                score,
                making.reasons(),
                probability,
                rules.version(),
                model == null ? null : model.version());
    }

    private @Nullable Double withoutModel(Features features, Decision.Making making) {
        boolean high = features.get(Feature.AMOUNT) >= rules.thresholds().withoutModelMinor();
        making.add(
                new DecisionReason("model-missing", 0, "There was no model to judge this payment"),
                high ? DecisionKind.REVIEW : DecisionKind.APPROVE);
        return null;
    }

    private static Double byModel(FraudModel model, Features features, Decision.Making making) {
        FraudModel.Score score = model.score(features);
        score.reasons().forEach(reason -> making.add(reason, DecisionKind.APPROVE));
        return score.probability();
    }

    private Decision listed(DecisionKind kind, int score, List<DecisionReason> reasons) {
        return new Decision(kind, score, reasons, null, rules.version(), null);
    }

    private static DecisionReason reason(String list, Lists.Listed entry) {
        return new DecisionReason(
                list + entry.kind().name().toLowerCase(java.util.Locale.ROOT),
                entry.block() ? Decision.HIGHEST : 0,
                entry.reason());
    }
}
