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
 * @param attempts how often the server was asked to take it
 * @param dueAt not to be tried before; null if it is not queued
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
        @Nullable Instant dueAt,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable String lastError) {}
