/** Customers and their cards: who they are, and which account a card draws on. */
package vesper.bank.customer;
