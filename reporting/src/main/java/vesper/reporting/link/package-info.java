/** Links by which something is handed out once, and what comes of somebody who has one. */
@NullMarked
package vesper.reporting.link;

import org.jspecify.annotations.NullMarked;
