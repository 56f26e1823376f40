/** Accounts of customers and of the bank itself: what they are, their conditions and their state. */
package vesper.bank.account;
