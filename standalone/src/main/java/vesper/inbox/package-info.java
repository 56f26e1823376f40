/**
 * The mail that an embedded bank has sent: kept as files in the home instead of leaving the machine, and shown on pages for
 * the staff. Nothing is left out and nothing is merged, so that a mail sent twice is seen twice.
 */
@NullMarked
package vesper.inbox;

import org.jspecify.annotations.NullMarked;
