package vesper.api.signin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A short list that comes with the bank, of words that people take when they are asked for a long password. A password is found
 * if it is one of them, or several, with digits and signs around or between, or digits that look like letters.
 */
final class CommonPasswords implements BreachedPasswords {
    /** What is not part of a word before the first letter and after the last. */
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

    private final Set<String> words;

    CommonPasswords() {
        try (InputStream list = Objects.requireNonNull(
                CommonPasswords.class.getResourceAsStream("/vesper/api/signin/common-passwords.txt"))) {
            words = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean contains(String password) {
        String text = AROUND.matcher(password.toLowerCase(Locale.ROOT)).replaceAll("");
        String letters = text.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('@', 'a')
                .replace('5', 's')
                .replace('$', 's')
                .replaceAll("[^\\p{L}]", "");
        return letters.length() < 4 || isMadeOfWords(letters);
    }

    /** Whether the text is words of the list one after another. */
    private boolean isMadeOfWords(String text) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int from = 0; from < text.length(); from++) {
            for (int to = from + 1; reached[from] && to <= text.length(); to++) {
                reached[to] |= words.contains(text.substring(from, to));
            }
        }
        return reached[text.length()];
    }
}
