/** Documents on paper: which are owed, and the runs in which they are taken to the printer. */
@NullMarked
package vesper.reporting.letter;

import org.jspecify.annotations.NullMarked;
