/**
 * Writes PDF/A-2b pages fast, tagged for PDF/UA-1 where asked: the typeface is parsed and cut into subsets once per process, each document then
 * consists of the prepared font objects it uses and its own page streams.
 *
 * <p>This package knows text, rules and pages, nothing of banking. What a page holds is decided by the renderers.
 * All lengths are PDF points (1/72 inch), measured from the left and the <em>top</em> edge of an A4 page.
 */
@NullMarked
package vesper.reporting.pdf;

import org.jspecify.annotations.NullMarked;
