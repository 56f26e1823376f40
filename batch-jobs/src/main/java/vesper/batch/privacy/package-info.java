/** Requests of persons about their data, answered by the night. */
@org.jspecify.annotations.NullMarked
package vesper.batch.privacy;
