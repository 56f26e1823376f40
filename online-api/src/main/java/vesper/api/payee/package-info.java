/** Whom customers pay, and whether a name is that of an account's holder. */
@org.jspecify.annotations.NullMarked
package vesper.api.payee;
