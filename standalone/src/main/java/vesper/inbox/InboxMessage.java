package vesper.inbox;

import java.time.Instant;
import java.util.List;

/**
 * A mail in a list of the inbox.
 *
 * @param id counts up from 1 in the order of arrival
 * @param receivedAt when it was taken from the sender
 * @param sender address that the SMTP envelope gave; empty for a bounce
 * @param recipients addresses that the SMTP envelope gave, in their order
 * @param subject decoded; empty if the mail has none
 * @param messageId the sender's {@code Message-ID}; empty if the mail has none
 * @param bytes size as kept
 */
public record InboxMessage(
        long id,
        Instant receivedAt,
        String sender,
        List<String> recipients,
        String subject,
        String messageId,
        long bytes) {
    public InboxMessage {
        recipients = List.copyOf(recipients);
    }
}
