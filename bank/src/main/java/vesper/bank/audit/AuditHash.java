package vesper.bank.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hash of an event: SHA-256 over the hash of the event before (32 bytes, zeros before the first), its number and its time in
 * microseconds since 1970 (8 bytes each, big-endian), and then its texts in the order of the table's columns, the account's id as
 * digits, each as its length in bytes (4 bytes; -1 for none) and UTF-8: so one form only.
 */
final class AuditHash {
    static final int BYTES = 32;

    private AuditHash() {}

    static byte[] of(byte[] before, AuditEntry entry) {
        AuditEvent event = entry.event();
        MessageDigest sha256 = sha256();
        sha256.update(before);
        sha256.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(entry.seq())
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.recordedAt()))
                .array());
        text(sha256, event.actor().kind().name());
        text(sha256, event.actor().name());
        text(sha256, event.actor().origin());
        text(sha256, event.action());
        text(sha256, event.object());
        text(sha256, event.accountId() == null ? null : event.accountId().toString());
        text(sha256, event.outcome().name());
        text(sha256, event.detail());
        return sha256.digest();
    }

    private static void text(MessageDigest sha256, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(text == null ? -1 : bytes.length)
                .array());
        sha256.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
