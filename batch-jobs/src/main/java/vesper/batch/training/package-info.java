/** Trains the fraud model on labelled history with LightGBM, calibrates it, and measures how good it is. */
@org.jspecify.annotations.NullMarked
package vesper.batch.training;
