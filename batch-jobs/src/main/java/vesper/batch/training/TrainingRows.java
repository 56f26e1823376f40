package vesper.batch.training;

import java.util.Arrays;

/**
 * Payments to learn from, in order of time: their features, whether they were fraud, and how many payments each stands for.
 */
public final class TrainingRows {
    private static final int FIRST_ROOM = 1_024;

    private final int width;
    private float[] values;
    private float[] frauds = new float[FIRST_ROOM];
    private float[] weights = new float[FIRST_ROOM];
    private int size;

    /** @param width features of a row */
    public TrainingRows(int width) {
        this.width = width;
        values = new float[FIRST_ROOM * width];
    }

    /** Adds a row; {@code weight} is how many payments like it were left out, and itself. */
    public void add(double[] features, boolean fraud, float weight) {
        if (features.length != width) {
            throw new IllegalArgumentException(features.length + " values in a row of " + width);
        }
        if (size == frauds.length) {
            frauds = Arrays.copyOf(frauds, size + size / 2);
            weights = Arrays.copyOf(weights, frauds.length);
            values = Arrays.copyOf(values, frauds.length * width);
        }
        for (int i = 0; i < width; i++) {
            values[size * width + i] = (float) features[i];
        }
        frauds[size] = fraud ? 1 : 0;
        weights[size] = weight;
        size++;
    }

    public int size() {
        return size;
    }

    int width() {
        return width;
    }

    boolean fraud(int row) {
        return frauds[row] > 0;
    }

    float weight(int row) {
        return weights[row];
    }

    /** Rows that were fraud. */
    public int frauds() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += fraud(i) ? 1 : 0;
        }
        return count;
    }

    /** The first rows, row after row. */
    float[] matrix(int rows) {
        return Arrays.copyOf(values, rows * width);
    }

    float[] frauds(int rows) {
        return Arrays.copyOf(frauds, rows);
    }

    float[] weights(int rows) {
        return Arrays.copyOf(weights, rows);
    }

    double[] row(int row) {
        double[] copy = new double[width];
        for (int i = 0; i < width; i++) {
            copy[i] = values[row * width + i];
        }
        return copy;
    }
}
