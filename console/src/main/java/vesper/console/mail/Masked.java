package vesper.console.mail;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Mail addresses as lists may show them. */
final class Masked {
    private static final Pattern ADDRESS = Pattern.compile("([^\\s<>\"',;:@])[^\\s<>\"',;:@]*@([^\\s<>\"',;:@]+)");

    private Masked() {}

    /** Any text with what looks like a mail address cut to its first letter and its domain: {@code a***@example.com}. */
    static @Nullable String addresses(@Nullable String text) {
        return text == null ? null : ADDRESS.matcher(text).replaceAll("$1***@$2");
    }
}
