/** {@code vesper backtest}: the screening job over history in event time, a model trained on what was known, and figures. */
@org.jspecify.annotations.NullMarked
package vesper.backtest;
