/** Kafka, of which each process of the API reads all on its own: it belongs to no group and commits nothing. */
@org.jspecify.annotations.NullMarked
package vesper.api.kafka;
