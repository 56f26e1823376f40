package vesper.bank.identifier;

import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param value the identifier as it is stored and sent: without the blanks, and in the case, that people write it with
 * @param fault why it is none, in words for whoever typed it; null if it is valid
 */
public record CheckedIdentifier(String value, @Nullable String fault) {
    public boolean valid() {
        return fault == null;
    }
}
