package vesper.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import vesper.bank.event.DecisionKind;
import vesper.bank.screening.RuleSet;
import vesper.batch.training.Ranking;

/** The decisions of a back-test, and what is to be said of them. */
final class Scored {
    private static final long DAY_MS = 86_400_000;
    private static final int CARDS_A_DAY = 100;

    private final History history;
    private final List<Row> rows;

    Scored(History history, int expected) {
        this.history = history;
        rows = new ArrayList<>(expected);
    }

    /**
     * A decision on a payment.
     *
     * @param score probability of fraud, 0 to 1; without a model, the points of the rules in hundredths
     */
    record Row(HistoricPayment payment, double score, DecisionKind kind, List<String> reasons) {}

    /**
     * How a rule did.
     *
     * @param hits payments that it hit
     * @param precision share of fraud among those of them that have a label; NaN if none has
     * @param caughtMinor sum of the amounts of the frauds that it hit
     */
    record RuleFigures(int hits, double precision, long caughtMinor) {}

    void add(DecisionFile.Row row) {
        double score = Double.isNaN(row.probability()) ? row.score() / 100.0 : row.probability();
        rows.add(new Row(history.get(row.index()), score, row.kind(), row.reasons()));
    }

    /** In the order in which they were decided. */
    List<Row> rows() {
        return rows;
    }

    /** Of the payments that have a label. */
    Ranking ranking() {
        List<Row> labelled = labelled();
        double[] scores = labelled.stream().mapToDouble(Row::score).toArray();
        boolean[] frauds = new boolean[scores.length];
        for (int i = 0; i < frauds.length; i++) {
            frauds[i] = labelled.get(i).payment().fraud();
        }
        return Ranking.of(scores, frauds);
    }

    private List<Row> labelled() {
        return rows.stream().filter(row -> row.payment().labelled()).toList();
    }

    /** Payments a day that are not approved. */
    double alertsADay() {
        long alerts =
                rows.stream().filter(row -> row.kind() != DecisionKind.APPROVE).count();
        long days = rows.stream().map(row -> day(row.payment())).distinct().count();
        return days == 0 ? 0 : (double) alerts / days;
    }

    /**
     * The mean over the days of the share of fraud among the 100 cards of the highest scores; a card that is caught on a
     * day counts no more on later ones.
     */
    double cardPrecision() {
        Map<Long, Map<Integer, double[]>> days = new TreeMap<>();
        for (Row row : labelled()) {
            double[] card = days.computeIfAbsent(day(row.payment()), day -> new TreeMap<>())
                    .computeIfAbsent(row.payment().card(), number -> new double[2]);
            card[0] = Math.max(card[0], row.score());
            card[1] = Math.max(card[1], row.payment().fraud() ? 1 : 0);
        }
        Set<Integer> caught = new HashSet<>();
        double sum = 0;
        for (Map<Integer, double[]> cards : days.values()) {
            List<Map.Entry<Integer, double[]>> top = cards.entrySet().stream()
                    .filter(card -> !caught.contains(card.getKey()))
                    .sorted((a, b) -> Double.compare(b.getValue()[0], a.getValue()[0]))
                    .limit(CARDS_A_DAY)
                    .toList();
            int found = 0;
            for (Map.Entry<Integer, double[]> card : top) {
                if (card.getValue()[1] > 0) {
                    found++;
                    caught.add(card.getKey());
                }
            }
            sum += found / (double) CARDS_A_DAY;
        }
        return days.isEmpty() ? Double.NaN : sum / days.size();
    }

    /** By rule, in alphabetical order. */
    Map<String, RuleFigures> rules() {
        Map<String, List<Row>> hits = new TreeMap<>();
        for (Row row : rows) {
            for (String rule : row.reasons()) {
                hits.computeIfAbsent(rule, unknown -> new ArrayList<>()).add(row);
            }
        }
        Map<String, RuleFigures> figures = new TreeMap<>();
        hits.forEach((rule, hit) -> {
            long labelled = hit.stream().filter(row -> row.payment().labelled()).count();
            List<Row> frauds = hit.stream().filter(row -> row.payment().fraud()).toList();
            figures.put(
                    rule,
                    new RuleFigures(
                            hit.size(),
                            labelled == 0 ? Double.NaN : frauds.size() / (double) labelled,
                            frauds.stream()
                                    .mapToLong(row -> row.payment().amountMinor())
                                    .sum()));
        });
        return figures;
    }

    /**
     * Two rules that hit the same payments.
     *
     * @param both payments that both hit
     * @param shareOfFirst of the payments that the first hit, 0 to 1
     * @param shareOfSecond of the payments that the second hit, 0 to 1
     */
    record Overlap(String first, String second, int both, double shareOfFirst, double shareOfSecond) {}

    /** The rules that hit together, those that do so most often first. What a model saw is no rule. */
    List<Overlap> overlaps() {
        Map<String, Integer> alone = new HashMap<>();
        Map<String, Map<String, Integer>> together = new TreeMap<>();
        for (Row row : rows) {
            List<String> rules =
                    row.reasons().stream().filter(Scored::isRule).sorted().toList();
            for (int i = 0; i < rules.size(); i++) {
                alone.merge(rules.get(i), 1, Integer::sum);
                for (int j = i + 1; j < rules.size(); j++) {
                    together.computeIfAbsent(rules.get(i), unknown -> new TreeMap<>())
                            .merge(rules.get(j), 1, Integer::sum);
                }
            }
        }
        List<Overlap> overlaps = new ArrayList<>();
        together.forEach((first, others) -> others.forEach((second, both) -> overlaps.add(new Overlap(
                first,
                second,
                both,
                (double) both / alone.getOrDefault(first, 0),
                (double) both / alone.getOrDefault(second, 0)))));
        overlaps.sort(Comparator.comparingInt(Overlap::both).reversed());
        return overlaps;
    }

    /** Whether a code of a reason is that of a rule that was judged, acting, warming or in shadow. */
    private static boolean isRule(String code) {
        return code.indexOf(':') < 0 || code.startsWith(RuleSet.SHADOW) || code.startsWith(RuleSet.WARMING);
    }

    private static long day(HistoricPayment payment) {
        return Math.floorDiv(payment.timeMs(), DAY_MS);
    }
}
