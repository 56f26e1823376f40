/**
 * What operators do and see, in Java: {@link vesper.batch.operator.Operations} starts, stops, restarts and recovers runs, lists
 * them with their steps and progress, and says what a close would post; {@link vesper.batch.operator.ExceptionDesk} is for what
 * could not be done. Console, REST and command line are shells over it.
 */
@org.jspecify.annotations.NullMarked
package vesper.batch.operator;
