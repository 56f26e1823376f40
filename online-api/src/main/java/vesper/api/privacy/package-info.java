/** The page on which a person collects what the bank holds on them. */
@NullMarked
package vesper.api.privacy;

import org.jspecify.annotations.NullMarked;
