/** What a customer asks for under data protection law, and the page on which a person collects what the bank holds on them. */
@NullMarked
package vesper.api.privacy;

import org.jspecify.annotations.NullMarked;
