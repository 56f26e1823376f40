/** Versions that one person proposes and another approves or rejects. */
@NullMarked
package vesper.bank.foureyes;

import org.jspecify.annotations.NullMarked;
