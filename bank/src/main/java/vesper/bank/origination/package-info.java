/**
 * From a customer's wish for a loan to the money on the account: loan products, applications with affordability and score,
 * decisions by rules and by people, offers, acceptance and disbursement. What is decided follows from pure functions
 * ({@link vesper.bank.origination.Assessment}, {@link vesper.bank.origination.ApplicationRules}); {@link
 * vesper.bank.origination.LoanApplications} reads, asks them and writes.
 */
@org.jspecify.annotations.NullMarked
package vesper.bank.origination;
