/** Interest in the night: accrued each day, posted at the end of the month. */
@org.jspecify.annotations.NullMarked
package vesper.batch.interest;
