/** How the bank speaks to its database where the number of round trips matters. */
@NullMarked
package vesper.bank.database;

import org.jspecify.annotations.NullMarked;
