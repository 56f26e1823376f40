/** Accounts that hold customers' money: the interest on them, and their end. */
@org.jspecify.annotations.NullMarked
package vesper.bank.deposit;
