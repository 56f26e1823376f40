/** Transfers that customers order for later: standing orders, whose occurrences the night makes and books. */
package vesper.bank.transfer;
