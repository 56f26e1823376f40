/** From the bank's outbox table to Kafka. */
@org.jspecify.annotations.NullMarked
package vesper.stream.outbox;
