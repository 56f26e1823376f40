/** Statements in the night: rendered at the end of the month and queued for the mail. */
@org.jspecify.annotations.NullMarked
package vesper.batch.statements;
