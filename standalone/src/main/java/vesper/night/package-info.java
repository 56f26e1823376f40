/** The night on the command line: closing days, and running, stopping and restarting jobs. */
@NullMarked
package vesper.night;

import org.jspecify.annotations.NullMarked;
