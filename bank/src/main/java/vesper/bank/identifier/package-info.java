/** Identifiers that payments carry, checked by the standards that define them: IBAN, BIC, card numbers, creditor references, addresses of the Internet. */
package vesper.bank.identifier;
