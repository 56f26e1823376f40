/**
 * Double-entry books. {@link vesper.bank.ledger.Ledger} is the one way in, {@link vesper.bank.ledger.AccountHistory} the way
 * to read one account, {@link vesper.bank.ledger.ProofOfBooks} the check that nothing is wrong.
 */
package vesper.bank.ledger;
