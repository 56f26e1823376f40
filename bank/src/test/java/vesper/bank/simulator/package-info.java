/**
 * The ledger under random requests and crashes, beside a second implementation of its rules that shares nothing with it but the
 * requests. A seed decides everything: one that fails can be run again.
 */
@org.jspecify.annotations.NullMarked
package vesper.bank.simulator;
