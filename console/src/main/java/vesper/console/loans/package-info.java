/** Loans on the books: what is owed, and what staff change by hand. */
package vesper.console.loans;
