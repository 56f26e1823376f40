package vesper.reporting.mail;

import java.time.Instant;
import java.util.UUID;

/**
 * Makes the links of mails at the moment that these are sent: what opens anything is in no outbox. Each gives what is put behind a
 * page's address, and may be asked again for a mail that goes out a second time; earlier links stay.
 */
public interface MailLinks {
    /** To a document. */
    String toDocument(UUID document, Instant now);

    /**
     * To the file of a data request.
     *
     * @throws IllegalStateException if no file waits
     */
    String toDataRequest(long request, Instant now);

    /** For mails that have none. */
    static MailLinks none() {
        return new MailLinks() {
            @Override
            public String toDocument(UUID document, Instant now) {
                throw new IllegalStateException("this mail has no link");
            }

            @Override
            public String toDataRequest(long request, Instant now) {
                throw new IllegalStateException("this mail has no link");
            }
        };
    }
}
