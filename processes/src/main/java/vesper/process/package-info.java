/**
 * The bank on a cluster: each part in a process of its own, all from one image. {@link vesper.process.Migration} prepares the
 * database; {@link vesper.process.OnlineApiProcess}, {@link vesper.process.ConsoleProcess},
 * {@link vesper.process.BatchProcess} and {@link vesper.process.RelayProcess} run; the Flink jobs are their own mains in
 * {@code vesper.stream}. What all have in common is in {@link vesper.process.Surroundings}.
 */
@org.jspecify.annotations.NullMarked
package vesper.process;
