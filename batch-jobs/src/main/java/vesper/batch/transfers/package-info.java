/** Transfers ordered for a later date: taken down by day, booked in the night of that date. */
@org.jspecify.annotations.NullMarked
package vesper.batch.transfers;
