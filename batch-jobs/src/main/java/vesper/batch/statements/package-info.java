/** Documents in the night: statements at the end of the month, summaries at the end of the year, queued for the mail. */
@org.jspecify.annotations.NullMarked
package vesper.batch.statements;
