/** What the bank holds on a person, declared by each module and handed out as one file (GDPR articles 15 and 20). */
@NullMarked
package vesper.reporting.privacy;

import org.jspecify.annotations.NullMarked;
