/** The night of loans: instalments collected on their due dates and, where they could not be paid, on the days after. */
@org.jspecify.annotations.NullMarked
package vesper.batch.lending;
