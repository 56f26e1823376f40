/**
 * What starts when somebody types {@code vesper up}: PostgreSQL as a child process, Kafka, Flink and the mail inbox inside
 * this one, each with its files in the bank's home and bound to the loopback interface. Every server recovers by itself
 * from a kill at any moment. Nothing outside this module knows that the servers are embedded.
 */
@NullMarked
package vesper.embedded;

import org.jspecify.annotations.NullMarked;
