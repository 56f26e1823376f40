/** Files that hold the bank's private keys. */
@org.jspecify.annotations.NullMarked
package vesper.bank.key;
