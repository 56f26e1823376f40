package vesper.batch.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well scores put fraud before the rest.
 *
 * @param auc area under the ROC curve: how often a fraud scores above another payment, ties counting half
 * @param averagePrecision mean over the frauds of the precision at their score; equal scores count together
 * @param frauds how many there were
 */
public record Ranking(double auc, double averagePrecision, int frauds) {
    /** Measures; both figures are NaN if there is no fraud, or nothing else. */
    public static Ranking of(double[] scores, boolean[] frauds) {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -scores[i]));
        long total = 0;
        for (boolean fraud : frauds) {
            total += fraud ? 1 : 0;
        }
        long genuine = scores.length - total;
        long found = 0;
        long alarms = 0;
        double precisions = 0;
        double above = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            long foundHere = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                foundHere += frauds[order[to]] ? 1 : 0;
                to++;
            }
            long alarmsHere = to - from - foundHere;
            above += alarmsHere * (found + foundHere / 2.0);
            found += foundHere;
            alarms += alarmsHere;
            precisions += foundHere * (found / (double) (found + alarms));
            from = to;
        }
        return new Ranking(
                total == 0 || genuine == 0 ? Double.NaN : above / ((double) total * genuine),
                total == 0 || genuine == 0 ? Double.NaN : precisions / total,
                Math.toIntExact(total));
    }
}
