/**
 * The archive of issued documents: a copy of each, by the hash of its content, outside of the database, for as long as the law
 * wants it kept.
 */
@NullMarked
package vesper.reporting.archive;

import org.jspecify.annotations.NullMarked;
