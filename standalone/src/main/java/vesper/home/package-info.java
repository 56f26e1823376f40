/**
 * The home directory of an embedded bank: who may use it, where its parts lie, on which ports its servers listen, and
 * the secrets that were drawn for it. One process at a time owns a home.
 */
@NullMarked
package vesper.home;

import org.jspecify.annotations.NullMarked;
