package vesper.bank.seal;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON in the one form that RFC 8785 gives a document: for objects of whole numbers below 2^53 and plain ASCII texts. */
final class CanonicalJson {
    private static final long LARGEST = (1L << 53) - 1;

    private CanonicalJson() {}

    /** @throws IllegalArgumentException for any other value */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Long number && Math.abs(number) <= LARGEST) {
            return number.toString();
        }
        if (value instanceof String text && text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\')) {
            return '"' + text + '"';
        }
        if (value instanceof Map<?, ?> fields) {
            Map<String, String> sorted = new TreeMap<>();
            fields.forEach((name, field) -> sorted.put(of((String) name), of(field)));
            return sorted.entrySet().stream()
                    .map(field -> field.getKey() + ":" + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        throw new IllegalArgumentException("not a value of a certificate: " + value);
    }
}
