/** Reports of the general ledger for spreadsheets and programs. */
@org.jspecify.annotations.NullMarked
package vesper.reporting.generalledger;
