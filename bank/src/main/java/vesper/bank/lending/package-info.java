/**
 * Loans. {@link vesper.bank.lending.LoanTerms} is what was agreed, {@link vesper.bank.lending.Schedule} what it makes;
 * {@link vesper.bank.lending.Loan} holds what happened, and {@link vesper.bank.lending.LoanState} is found from it by replay.
 */
package vesper.bank.lending;
