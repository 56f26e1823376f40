/**
 * The documents that the bank has issued, kept as they were sent, and the run that makes a night's statements.
 */
@NullMarked
package vesper.reporting.document;

import org.jspecify.annotations.NullMarked;
