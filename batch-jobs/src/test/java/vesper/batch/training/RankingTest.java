package vesper.batch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {
    /** The example of scikit-learn's documentation: AUC 0.75, average precision 0.83. */
    @Test
    void aKnownExample() {
        Ranking ranking = Ranking.of(new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true});
        assertThat(ranking.auc()).isEqualTo(0.75);
        assertThat(ranking.averagePrecision()).isCloseTo(0.8333, within(1e-4));
        assertThat(ranking.frauds()).isEqualTo(2);
    }

    @Test
    void aucIsTheShareOfPairsInOrderTiesCountingHalf() {
        Random random = new Random(3);
        double[] scores = random.doubles(300).map(x -> Math.round(x * 20)).toArray();
        boolean[] frauds = new boolean[scores.length];
        double inOrder = 0;
        long pairs = 0;
        for (int i = 0; i < frauds.length; i++) {
            frauds[i] = random.nextInt(4) == 0;
        }
        for (int i = 0; i < frauds.length; i++) {
            for (int j = 0; j < frauds.length; j++) {
                if (frauds[i] && !frauds[j]) {
                    pairs++;
                    inOrder += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(Ranking.of(scores, frauds).auc()).isCloseTo(inOrder / pairs, within(1e-12));
    }

    @Test
    void withoutFraudThereIsNothingToRank() {
        assertThat(Ranking.of(new double[] {1}, new boolean[] {false}).auc()).isNaN();
    }
}
