package vesper.bank.fraud;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.screening.Amounts;
import vesper.bank.screening.RuleSet;

/**
 * How rules do: what became known, from analysts, customers and chargebacks, of the payments that they hit, whatever was decided. Of
 * several labels of a payment the one that became known last counts.
 */
public final class RuleOutcomes {
    /** How far back labels count, in days. */
    public static final int DAYS = 30;

    /** How many labels the figures are made of at most, the newest. */
    private static final int MOST = 5_000;

    private final RecordedDecisions decisions;

    public RuleOutcomes(JdbcClient jdbc, TransactionTemplate transaction) {
        decisions = new RecordedDecisions(jdbc, transaction);
    }

    /**
     * What became known.
     *
     * @param known payments of which it became known whether they were fraud
     * @param frauds of them
     * @param missed of the frauds, those that screening had approved
     * @param reasons by what spoke against them, the most frequent first
     */
    public record Outcomes(int known, int frauds, int missed, List<ByReason> reasons) {}

    /**
     * What became known of the payments that a rule hit, or against which the model had something.
     *
     * @param code of the rule, before it {@code shadow:} or {@code warming:} or {@code snoozed:} if it did not act; or what the model saw
     * @param frauds of those known
     * @param caughtMinor sum of the amounts of the frauds, minor units, by currency
     */
    public record ByReason(String code, int known, int frauds, Map<String, Long> caughtMinor) {
        /** The share of fraud, 0 to 1. */
        public double precision() {
            return (double) frauds / known;
        }
    }

    private static final class Count {
        private int known;
        private int frauds;
        private final Map<String, Long> caught = new TreeMap<>();

        void add(PaymentSubmitted payment, boolean fraud) {
            known++;
            if (fraud) {
                frauds++;
                caught.merge(payment.getCurrency(), payment.getAmountMinor(), Amounts::saturatedSum);
            }
        }
    }

    /** Of the labels of the last {@value #DAYS} days, the newest {@value #MOST} at most. */
    public Outcomes outcomes() {
        Map<String, Count> counts = new HashMap<>();
        Count all = new Count();
        int[] missed = {0};
        decisions.labelled(DAYS, MOST, (decided, fraud) -> {
            all.add(decided.getPayment(), fraud);
            missed[0] += fraud && decided.getDecision() == DecisionKind.APPROVE ? 1 : 0;
            against(decided)
                    .forEach(code ->
                            counts.computeIfAbsent(code, unheard -> new Count()).add(decided.getPayment(), fraud));
        });
        List<ByReason> reasons = new ArrayList<>();
        counts.forEach((code, count) -> reasons.add(new ByReason(code, count.known, count.frauds, count.caught)));
        reasons.sort(Comparator.comparingInt(ByReason::known).reversed().thenComparing(ByReason::code));
        return new Outcomes(all.known, all.frauds, missed[0], reasons);
    }

    /** Codes of what spoke against a payment, or would have if it acted; what spoke for it is left out. */
    private static List<String> against(PaymentDecided decided) {
        return decided.getReasons().stream()
                .filter(reason -> reason.getContribution() > 0 || RuleSet.isSilent(reason.getCode()))
                .map(DecisionReason::getCode)
                .distinct()
                .toList();
    }
}
