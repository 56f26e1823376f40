/** The Kafka ends of both jobs: records as read, dead letters as written, clients tuned for latency. */
@org.jspecify.annotations.NullMarked
package vesper.stream.kafka;
