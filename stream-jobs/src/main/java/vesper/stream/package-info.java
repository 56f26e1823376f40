/**
 * The day's work on Kafka: {@link vesper.stream.ScreeningJob} decides on payments, {@link vesper.stream.BookingJob} takes
 * the decisions to the books, {@link vesper.stream.outbox.OutboxRelay} publishes what the books say. Each job is one file
 * that reads from top to bottom. The jobs know a bootstrap address and a database, not who runs them.
 */
@org.jspecify.annotations.NullMarked
package vesper.stream;
