package vesper.batch.training;

/**
 * Log-odds to probability, {@code 1 / (1 + exp(-(slope * s + intercept)))}, fitted to what came true (Platt 1999, by
 * Newton's method). Keeps the order of the scores.
 */
record Calibration(double slope, double intercept) {
    static final Calibration NONE = new Calibration(1, 0);

    private static final int STEPS = 50;
    private static final double RIDGE = 1e-6;
    private static final double DONE = 1e-9;

    /** The fit; none if it fails to keep the order, as it may if there was hardly a fraud to fit to. */
    static Calibration fit(double[] logOdds, boolean[] frauds, float[] weights) {
        double slope = 1;
        double intercept = 0;
        for (int step = 0; step < STEPS; step++) {
            double g0 = 0;
            double g1 = 0;
            double h00 = RIDGE;
            double h01 = 0;
            double h11 = RIDGE;
            for (int i = 0; i < logOdds.length; i++) {
                double p = 1 / (1 + Math.exp(-(slope * logOdds[i] + intercept)));
                double error = weights[i] * (p - (frauds[i] ? 1 : 0));
                double curve = weights[i] * p * (1 - p);
                g0 += error;
                g1 += error * logOdds[i];
                h00 += curve;
                h01 += curve * logOdds[i];
                h11 += curve * logOdds[i] * logOdds[i];
            }
            double determinant = h00 * h11 - h01 * h01;
            double d0 = (h11 * g0 - h01 * g1) / determinant;
            double d1 = (h00 * g1 - h01 * g0) / determinant;
            intercept -= d0;
            slope -= d1;
            if (Math.abs(d0) + Math.abs(d1) < DONE) {
                break;
            }
        }
        return slope > 0 && Double.isFinite(slope) && Double.isFinite(intercept)
                ? new Calibration(slope, intercept)
                : NONE;
    }
}
