/** The night's part in the origination of loans. */
@org.jspecify.annotations.NullMarked
package vesper.batch.origination;
