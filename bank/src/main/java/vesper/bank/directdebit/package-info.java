/** What creditors collect from customers' accounts: mandates, and the direct debits under them. */
@org.jspecify.annotations.NullMarked
package vesper.bank.directdebit;
