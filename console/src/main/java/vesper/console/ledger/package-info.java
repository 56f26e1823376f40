/** The general ledger: trial balance, balance sheet, and profit and loss as of any business date. */
package vesper.console.ledger;
