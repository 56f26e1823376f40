/** What a customer asks for under data protection law, and the pages on which people collect what a link leads to. */
@NullMarked
package vesper.api.privacy;

import org.jspecify.annotations.NullMarked;
