/** Identifiers that payments carry, checked by the standards that define them: IBAN, BIC, card numbers, creditor references. */
package vesper.bank.identifier;
