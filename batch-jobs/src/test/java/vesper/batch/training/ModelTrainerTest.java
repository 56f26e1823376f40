package vesper.batch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vesper.bank.screening.Feature;
import vesper.bank.screening.FraudModel;
import vesper.bank.screening.InvalidModelException;

class ModelTrainerTest {
    private static final String[] FEATURES = {Feature.AMOUNT.key(), Feature.HOUR.key(), Feature.CARD_COUNT_1H.key()};

    private static double[] row(Random random) {
        return new double[] {random.nextInt(1_000), random.nextInt(24), random.nextInt(10)};
    }

    /** Fraud is half of the high amounts at night; nothing else tells. Of the rest, one row stands for four. */
    private static FraudModel trained() {
        Random random = new Random(1);
        TrainingRows rows = new TrainingRows(FEATURES.length);
        for (int i = 0; i < 20_000; i++) {
            double[] row = row(random);
            boolean fraud = row[0] > 800 && row[1] < 6 && random.nextBoolean();
            if (fraud || i % 4 == 0) {
                rows.add(row, fraud, fraud ? 1 : 4);
            }
        }
        return ModelTrainer.train(rows, FEATURES, "test", Map.of("trained_until", "2023-10-01"));
    }

    @Test
    void probabilitiesAreThoseOfTheDataAndTheJavaTreesAreLightGbms() throws Exception {
        FraudModel model = trained();
        String trees = model.text().substring(model.text().indexOf("\n\n") + 2);
        Random random = new Random(2);
        try (LGBMBooster lightgbm = LGBMBooster.loadModelFromString(trees)) {
            double inside = 0;
            double outside = 0;
            int insides = 0;
            for (int i = 0; i < 2_000; i++) {
                double[] row = row(random);
                assertThat(model.logOdds(row))
                        .isCloseTo(
                                lightgbm.predictForMatSingleRow(
                                        row, com.microsoft.ml.lightgbm.PredictionType.C_API_PREDICT_RAW_SCORE),
                                within(1e-9));
                double probability = 1 / (1 + Math.exp(-model.logOdds(row)));
                if (row[0] > 800 && row[1] < 6) {
                    inside += probability;
                    insides++;
                } else {
                    outside += probability;
                }
            }
            assertThat(outside / (2_000 - insides)).isLessThan(0.03);
            assertThat(inside / insides).isBetween(0.35, 0.6);
        }
        assertThat(trained().text()).isEqualTo(model.text());
    }

    @Test
    void aModelReadsBackAndADamagedOneIsRefused() {
        FraudModel model = trained();
        assertThat(FraudModel.parse(model.text()).head()).containsEntry("trained_until", "2023-10-01");
        String text = model.text();
        for (int cut : new int[] {0, 10, text.length() / 2, text.length() - 1}) {
            assertThatThrownBy(() -> FraudModel.parse(text.substring(0, cut)))
                    .isInstanceOf(InvalidModelException.class);
        }
        assertThatThrownBy(() -> FraudModel.parse(text.replace("num_leaves=1", "num_leaves=2")))
                .hasMessageContaining("checksum");
    }

    @Test
    void tooFewFraudsAreRefused() {
        TrainingRows rows = new TrainingRows(FEATURES.length);
        rows.add(new double[] {1, 2, 3}, true, 1);
        assertThatThrownBy(() -> ModelTrainer.train(rows, FEATURES, "test", Map.of()))
                .hasMessageContaining("only 1 frauds");
    }
}
