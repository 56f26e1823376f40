/** Instalment loans: disbursed by day, their instalments collected in the night of the due date. */
@org.jspecify.annotations.NullMarked
package vesper.batch.lending;
