/** The steps of the booking job: reading decisions, batching them into the books, keeping dead letters. */
@org.jspecify.annotations.NullMarked
package vesper.stream.booking;
