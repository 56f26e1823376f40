package vesper.bank.sanctions;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of a name in Latin letters: lower case, without accents, whatever script it was in. */
public final class LatinWords {
    private static final ThreadLocal<Transliterator> LATIN =
            ThreadLocal.withInitial(() -> Transliterator.getInstance("NFKC; Any-Latin; Latin-ASCII; Lower"));

    private LatinWords() {}

    /** {@code "Müller, Élodie"} gives {@code muller}, {@code elodie}. */
    static List<String> of(String name) {
        String latin = LATIN.get()
                .transliterate(name)
                .toLowerCase(Locale.ROOT)
                .replaceAll("['`\"\u02b9\u02ba\u02bb\u02bc\u02be\u02bf]s\\b", "")
                .replaceAll("['`\u02b9\u02ba\u02bb\u02bc\u02be\u02bf]", "");
        List<String> words = new ArrayList<>();
        for (String word : latin.split("[^a-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /** Those words, without titles and forms of address unless nothing else is left. */
    public static List<String> untitled(String name) {
        return without(NameWords.TITLES, of(name));
    }

    /** Unless nothing would be left. */
    static List<String> without(Set<String> left, List<String> words) {
        List<String> kept = words.stream().filter(word -> !left.contains(word)).toList();
        return kept.isEmpty() ? words : kept;
    }
}
