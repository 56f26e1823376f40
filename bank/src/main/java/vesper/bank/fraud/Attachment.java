package vesper.bank.fraud;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that is kept with an investigation.
 *
 * @param name as it was called, without folders
 * @param bytes how long it is
 */
public record Attachment(long id, String name, Kind kind, int bytes, String attachedBy, Instant attachedAt) {
    /** An attachment with what is in it. */
    public record Whole(Attachment file, byte[] content) {}

    /** What may be attached. The bytes say what a file is, not its name. */
    public enum Kind {
        PDF("application/pdf", "%PDF-"),
        PNG("image/png", "\u0089PNG\r\n\u001a\n"),
        JPEG("image/jpeg", "\u00ff\u00d8\u00ff"),
        /** UTF-8 without control characters other than tabs and ends of lines: notes, mails, CSV. */
        TEXT("text/plain;charset=UTF-8", "");

        private final String mediaType;

        /** A byte a character. */
        private final String begins;

        Kind(String mediaType, String begins) {
            this.mediaType = mediaType;
            this.begins = begins;
        }

        /** Under which it is handed out. */
        public String mediaType() {
            return mediaType;
        }

        /** What a file is; empty if it is nothing that may be attached. */
        static Optional<Kind> of(byte[] content) {
            for (Kind kind : values()) {
                if (kind == TEXT ? isText(content) : kind.begins(content)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        private boolean begins(byte[] content) {
            int length = Math.min(content.length, begins.length());
            return new String(content, 0, length, StandardCharsets.ISO_8859_1).equals(begins);
        }

        private static boolean isText(byte[] content) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content))
                        .chars()
                        .allMatch(c -> c == '\t' || c == '\n' || c == '\r' || !Character.isISOControl(c));
            } catch (CharacterCodingException e) {
                return false;
            }
        }
    }
}
