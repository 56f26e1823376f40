package vesper.api.field;

import java.util.Optional;
import java.util.UUID;

/** Ids in paths. */
public final class PathId {
    private static final int LENGTH = 36;

    private PathId() {}

    /** The UUID that is written, in its usual form of 36 characters; empty for anything else. */
    public static Optional<UUID> uuid(String text) {
        try {
            return text.length() == LENGTH ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
