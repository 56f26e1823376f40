package vesper.reporting.statement;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import vesper.bank.ledger.EntryKind;

/** The words of a statement in the holder's language; English where a language is not there. */
final class Wording {

    private static final Map<String, Wording> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Map<String, String> words;
    private final String language;

    private Wording(String language) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                "vesper.reporting.statement.wording",
                Locale.forLanguageTag(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        words = bundle.keySet().stream().collect(Collectors.toUnmodifiableMap(Function.identity(), bundle::getString));
        this.language = bundle.getLocale().getLanguage().isEmpty()
                ? "en"
                : bundle.getLocale().getLanguage();
    }

    static Wording in(String language) {
        return BY_LANGUAGE.computeIfAbsent(language, Wording::new);
    }

    /** The language that the words are in. */
    String language() {
        return language;
    }

    String get(String key) {
        String word = words.get(key);
        if (word == null) {
            throw new IllegalArgumentException("no wording for " + key);
        }
        return word;
    }

    /** What a line says: the text of its entry, or the name of its kind where that is empty. */
    String text(Statement.Entry entry) {
        return entry.text().isBlank() ? kind(entry.kind()) : entry.text();
    }

    String kind(EntryKind kind) {
        return get("kind." + kind.name());
    }
}
