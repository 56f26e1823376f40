/** Whom customers pay, and whether the name they know is that of the account's holder. */
package vesper.bank.payee;
