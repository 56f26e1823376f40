/** What the bank need not keep any longer, and that it is gone after its period. */
@org.jspecify.annotations.NullMarked
package vesper.bank.retention;
