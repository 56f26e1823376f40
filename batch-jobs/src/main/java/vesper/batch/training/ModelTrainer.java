package vesper.batch.training;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.LinkedHashMap;
import java.util.Map;
import vesper.bank.screening.FraudModel;

/**
 * Trains gradient-boosted trees. First on the earlier part of the rows, to calibrate on what followed; then, with that
 * calibration, on all. The same rows give the same model.
 */
public final class ModelTrainer {
    private static final int LEAST_FRAUDS = 50;
    private static final double EARLIER = 0.85;
    private static final int TREES = 220;
    private static final String PARAMETERS = "objective=binary num_leaves=15 learning_rate=0.05 min_data_in_leaf=60"
            + " min_sum_hessian_in_leaf=5 feature_fraction=0.5 bagging_fraction=0.8 bagging_freq=1 lambda_l2=10"
            + " max_bin=255 use_missing=false deterministic=true force_row_wise=true seed=7 num_threads=1 verbosity=-1";

    private ModelTrainer() {}

    /**
     * The model of these rows.
     *
     * @param features names of the features of a row, in its order
     * @param about lines for the head of the model's file
     * @throws IllegalArgumentException if there are fewer than {@value #LEAST_FRAUDS} frauds to learn from
     */
    public static FraudModel train(TrainingRows rows, String[] features, String version, Map<String, String> about) {
        if (rows.frauds() < LEAST_FRAUDS) {
            throw new IllegalArgumentException("only " + rows.frauds() + " frauds are known to learn from, not "
                    + LEAST_FRAUDS + ": take a longer history, or later labels");
        }
        int earlier = (int) (rows.size() * EARLIER);
        Calibration calibration = calibrate(rows, earlier, trees(rows, earlier, features));
        Map<String, String> head = new LinkedHashMap<>(about);
        head.put("rows", Integer.toString(rows.size()));
        head.put("frauds", Integer.toString(rows.frauds()));
        return FraudModel.of(
                version, calibration.slope(), calibration.intercept(), head, trees(rows, rows.size(), features));
    }

    private static String trees(TrainingRows rows, int count, String[] features) {
        try (LGBMDataset data =
                LGBMDataset.createFromMat(rows.matrix(count), count, rows.width(), true, PARAMETERS, null)) {
            data.setFeatureNames(features);
            data.setField("label", rows.frauds(count));
            data.setField("weight", rows.weights(count));
            try (LGBMBooster booster = LGBMBooster.create(data, PARAMETERS)) {
                boolean done = false;
                for (int i = 0; i < TREES && !done; i++) {
                    done = booster.updateOneIter();
                }
                return booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.GAIN);
            }
        } catch (LGBMException e) {
            throw new IllegalStateException("LightGBM cannot train: " + e.getMessage(), e);
        }
    }

    /** Holds the trees of the earlier rows against what followed. */
    private static Calibration calibrate(TrainingRows rows, int earlier, String trees) {
        FraudModel raw = FraudModel.of("calibrating", 1, 0, Map.of(), trees);
        int later = rows.size() - earlier;
        double[] logOdds = new double[later];
        boolean[] frauds = new boolean[later];
        float[] weights = new float[later];
        for (int i = 0; i < later; i++) {
            logOdds[i] = raw.logOdds(rows.row(earlier + i));
            frauds[i] = rows.fraud(earlier + i);
            weights[i] = rows.weight(earlier + i);
        }
        return Calibration.fit(logOdds, frauds, weights);
    }
}
