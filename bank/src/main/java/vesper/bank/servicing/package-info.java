/**
 * Loans on the books. {@link vesper.bank.servicing.LoanAccounts} opens them, pays them out and takes repayments. A loan is what
 * {@link vesper.bank.lending.Loan} makes of its stored terms and transactions, and the ledger holds what
 * {@link vesper.bank.servicing.LoanPosition} makes of the loan: every command books the difference between the position after
 * it and the one before, so the books follow also where a payment comes late and changes what earlier ones paid.
 */
@org.jspecify.annotations.NullMarked
package vesper.bank.servicing;
