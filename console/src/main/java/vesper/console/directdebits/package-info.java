/** Mandates for direct debits: the list with the form that registers one, and each with what was collected under it. */
@org.jspecify.annotations.NullMarked
package vesper.console.directdebits;
