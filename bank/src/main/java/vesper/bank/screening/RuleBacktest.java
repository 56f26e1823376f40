package vesper.bank.screening;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;

/**
 * What rules would have done with payments that were decided. A decision is recorded with all its features, those over windows
 * too, as they were at that moment: so each rule is held against exactly what the running job knew then, whatever its keys.
 * Drafts are judged as if they were in shadow, rules that
 * warm as if they were warm. Deposits are left out: no rule sees them.
 */
public final class RuleBacktest {
    /** Payments shown of those that a rule hit, and rules shown that hit the same. */
    private static final int SHOWN = 5;

    private static final long DAY_MS = 86_400_000;

    private final Screening now;
    private final Screening then;
    private final List<Rule> rules;
    private final Map<String, Integer> places = new HashMap<>();
    private final Hits[] hits;
    private final int[][] together;

    /** By rule, the feature that was declared last of those that it reads; null if it reads none. */
    private final @Nullable Feature[] newest;

    private final Map<DecisionKind, Integer> kindsNow = new EnumMap<>(DecisionKind.class);
    private final Map<DecisionKind, Integer> kindsThen = new EnumMap<>(DecisionKind.class);
    private final Set<Long> days = new HashSet<>();
    private int payments;
    private int labelled;
    private @Nullable Instant first;
    private @Nullable Instant last;

    /** What came of one rule so far. */
    private static final class Hits {
        private int hits;
        private int labelled;
        private int frauds;
        private int failed;
        private int unknown;
        private final Map<String, Long> caught = new TreeMap<>();
        private final Deque<UUID> examples = new ArrayDeque<>();
    }

    /**
     * How a rule would have done.
     *
     * @param hits payments that it hit, snoozed ones too
     * @param unknown payments judged that were recorded before a feature of the rule was known: it is 0 for them
     * @param failed payments on which it could not be judged
     * @param labelled of the hits, those of which it is known whether they were fraud
     * @param frauds of the hits, those known to be fraud
     * @param precision frauds of those labelled, 0 to 1; null if none is labelled
     * @param hitsADay mean over the days that have payments
     * @param caughtMinor sum of the amounts of the frauds that it hit, minor units, by currency
     * @param examples payments that it hit, the last that were added first
     * @param overlaps other rules by how many payments both hit, the most first
     */
    public record Figures(
            String code,
            Rule.State state,
            int hits,
            int unknown,
            int failed,
            int labelled,
            int frauds,
            @Nullable Double precision,
            double hitsADay,
            Map<String, Long> caughtMinor,
            List<UUID> examples,
            Map<String, Integer> overlaps) {}

    /**
     * What came of a back-test.
     *
     * @param version of the rules that were tried
     * @param against version of the rules that they are compared with
     * @param payments that were judged
     * @param labelled of them, those of which it is known whether they were fraud
     * @param first time of the earliest payment; null if there is none
     * @param last time of the latest payment; null if there is none
     * @param days UTC days that have payments
     * @param now how many payments the rules compared with decide how
     * @param then how many payments the rules that are tried decide how
     */
    public record Result(
            String version,
            String against,
            int payments,
            int labelled,
            @Nullable Instant first,
            @Nullable Instant last,
            int days,
            Map<DecisionKind, Integer> now,
            Map<DecisionKind, Integer> then,
            List<Figures> rules) {
        /** Payments a day that are not approved by the rules compared with; 0 without payments. */
        public double alertsADayNow() {
            return alertsADay(now);
        }

        /** Payments a day that are not approved by the rules that are tried; 0 without payments. */
        public double alertsADayThen() {
            return alertsADay(then);
        }

        private double alertsADay(Map<DecisionKind, Integer> kinds) {
            return days == 0 ? 0 : (double) (payments - kinds.getOrDefault(DecisionKind.APPROVE, 0)) / days;
        }
    }

    /**
     * A back-test without payments yet.
     *
     * @param inForce the rules compared with
     * @param tried the rules that are tried
     * @param model judges beside both; null to judge by rules alone
     */
    public RuleBacktest(RuleSet inForce, RuleSet tried, @Nullable FraudModel model) {
        now = new Screening(inForce, model, null);
        then = new Screening(tried.tried(), model, null);
        rules = tried.rules();
        hits = new Hits[rules.size()];
        together = new int[rules.size()][rules.size()];
        newest = new @Nullable Feature[rules.size()];
        for (int i = 0; i < hits.length; i++) {
            hits[i] = new Hits();
            places.put(rules.get(i).code(), i);
            newest[i] = rules.get(i).features().stream()
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /**
     * Judges a payment.
     *
     * @param recorded the decision that was made on it, with its features
     * @param fraud what is known of it; null if nothing is
     */
    public void add(PaymentDecided recorded, @Nullable Boolean fraud) {
        PaymentSubmitted payment = recorded.getPayment();
        if (payment.getKind() == PaymentKind.DEPOSIT) {
            return;
        }
        Features features = Features.of(recorded.getFeatures());
        Decision decision = then.decide(payment, features);
        kindsNow.merge(now.decide(payment, features).kind(), 1, Integer::sum);
        kindsThen.merge(decision.kind(), 1, Integer::sum);
        payments++;
        labelled += fraud == null ? 0 : 1;
        Instant time = payment.getOccurredAt();
        first = first == null || time.isBefore(first) ? time : first;
        last = last == null || time.isAfter(last) ? time : last;
        days.add(Math.floorDiv(time.toEpochMilli(), DAY_MS));
        count(decision, payment, fraud);
        for (int i = 0; i < hits.length; i++) {
            hits[i].unknown += newest[i] == null || Features.holds(recorded.getFeatures(), newest[i]) ? 0 : 1;
        }
    }

    private void count(Decision decision, PaymentSubmitted payment, @Nullable Boolean fraud) {
        List<Integer> hit = new ArrayList<>();
        for (DecisionReason reason : decision.reasons()) {
            String code = reason.getCode();
            Integer place = places.get(code.substring(code.indexOf(':') + 1));
            if (place != null && code.startsWith(RuleSet.FAILED)) {
                hits[place].failed++;
            } else if (place != null && isHit(code)) {
                hit.add(place);
                add(hits[place], payment, fraud);
            }
        }
        for (int one : hit) {
            for (int other : hit) {
                together[one][other]++;
            }
        }
    }

    /** Whether a reason is that of a rule that hit, acting or not, rather than of a list or a model. */
    private static boolean isHit(String code) {
        return code.indexOf(':') < 0 || code.startsWith(RuleSet.SHADOW) || code.startsWith(RuleSet.SNOOZED);
    }

    private static void add(Hits of, PaymentSubmitted payment, @Nullable Boolean fraud) {
        of.hits++;
        of.labelled += fraud == null ? 0 : 1;
        if (fraud != null && fraud) {
            of.frauds++;
            of.caught.merge(payment.getCurrency(), payment.getAmountMinor(), Amounts::saturatedSum);
        }
        of.examples.addFirst(payment.getId());
        if (of.examples.size() > SHOWN) {
            of.examples.removeLast();
        }
    }

    /** What came of the payments so far; the rules in the order of their file. */
    public Result result() {
        List<Figures> figures = new ArrayList<>();
        for (int i = 0; i < hits.length; i++) {
            figures.add(figures(i));
        }
        return new Result(
                then.rules().version(),
                now.rules().version(),
                payments,
                labelled,
                first,
                last,
                days.size(),
                Map.copyOf(kindsNow),
                Map.copyOf(kindsThen),
                figures);
    }

    private Figures figures(int place) {
        Hits of = hits[place];
        return new Figures(
                rules.get(place).code(),
                rules.get(place).state(),
                of.hits,
                of.unknown,
                of.failed,
                of.labelled,
                of.frauds,
                of.labelled == 0 ? null : (double) of.frauds / of.labelled,
                days.isEmpty() ? 0 : (double) of.hits / days.size(),
                Map.copyOf(of.caught),
                List.copyOf(of.examples),
                overlaps(place));
    }

    private Map<String, Integer> overlaps(int place) {
        Map<String, Integer> overlaps = new LinkedHashMap<>();
        places.entrySet().stream()
                .filter(other -> other.getValue() != place && together[place][other.getValue()] > 0)
                .sorted(Comparator.<Map.Entry<String, Integer>>comparingInt(other -> -together[place][other.getValue()])
                        .thenComparing(Map.Entry::getKey))
                .limit(SHOWN)
                .forEach(other -> overlaps.put(other.getKey(), together[place][other.getValue()]));
        return overlaps;
    }
}
