/** Payments that their payers dispute. */
@org.jspecify.annotations.NullMarked
package vesper.api.dispute;
