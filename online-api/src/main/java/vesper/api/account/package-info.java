/** Accounts of customers as they stand, and their transactions, newest first. */
@org.jspecify.annotations.NullMarked
package vesper.api.account;
