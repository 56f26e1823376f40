package vesper.reporting.mail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail as the console shows it.
 *
 * @param documentId what it brings; null if it has a link to the file of a data request
 * @param dataRequestId null if it brings a document
 * @param recipient empty if the customer had no address
 * @param dueAt when it will be tried next; while it is being sent, when its lease ends
 * @param lastError what the server said last, or why it was not tried; null if all went well
 */
public record OutboxMail(
        long id,
        long customerId,
        @Nullable UUID documentId,
        @Nullable Long dataRequestId,
        String recipient,
        String subject,
        String messageId,
        MailState state,
        int attempts,
        Instant dueAt,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable String lastError) {}
