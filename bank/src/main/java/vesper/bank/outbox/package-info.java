/** The way of events out of a database transaction: a table that a relay empties into Kafka. */
package vesper.bank.outbox;
