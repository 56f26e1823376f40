/** The general ledger: the chart of accounts with its balances, and the reports that are made of them. */
@org.jspecify.annotations.NullMarked
package vesper.bank.generalledger;
