/** The end of what the bank need not keep. */
@org.jspecify.annotations.NullMarked
package vesper.batch.retention;
