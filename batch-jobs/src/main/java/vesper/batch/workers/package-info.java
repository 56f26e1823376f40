/**
 * Ranges of steps worked on by other processes: {@link vesper.batch.workers.KafkaRanges} calls them out, {@link
 * vesper.batch.workers.RangeWorker} takes them.
 */
@org.jspecify.annotations.NullMarked
package vesper.batch.workers;
