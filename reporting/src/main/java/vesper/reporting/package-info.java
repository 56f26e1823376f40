/** What people read: statements and other documents, and the mail that brings them. */
@NullMarked
package vesper.reporting;

import org.jspecify.annotations.NullMarked;
