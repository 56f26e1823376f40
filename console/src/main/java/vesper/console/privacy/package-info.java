/** Requests of persons for what the bank holds on them. */
@NullMarked
package vesper.console.privacy;

import org.jspecify.annotations.NullMarked;
