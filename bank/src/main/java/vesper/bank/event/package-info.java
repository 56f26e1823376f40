/** The contracts between the online API, the stream jobs and the ledger: topics, Avro events and their bytes. */
package vesper.bank.event;
