/**
 * Account statements: one record that holds every figure ({@link vesper.reporting.statement.Statement}), the reader
 * that takes it from the books, and renderers that only lay it out: PDF, CSV, camt.053.
 */
@NullMarked
package vesper.reporting.statement;

import org.jspecify.annotations.NullMarked;
