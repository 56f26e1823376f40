package vesper.api.privacy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vesper.reporting.document.DocumentPreference;

/** The words of the pages on which something is handed out, in the languages of documents. */
final class HandOutWords {
    private static final String FALLBACK = "en";
    private static final Map<String, Map<String, String>> BY_LANGUAGE = new ConcurrentHashMap<>();

    private HandOutWords() {}

    /**
     * The words by their keys, among them {@code language}, which they are in.
     *
     * @param language ISO 639-1; English comes in place of one that there are no documents in
     */
    static Map<String, String> in(String language) {
        return BY_LANGUAGE.computeIfAbsent(
                DocumentPreference.LANGUAGES.contains(language) ? language : FALLBACK, HandOutWords::read);
    }

    private static Map<String, String> read(String language) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                "vesper.api.privacy.hand-out",
                Locale.forLanguageTag(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return bundle.keySet().stream().collect(Collectors.toUnmodifiableMap(Function.identity(), bundle::getString));
    }

    /** The language that a browser asks for (RFC 9110, 12.5.4): whose link it was is not known when it has ended. */
    static String asked(@Nullable String acceptLanguage) {
        try {
            List<Locale.LanguageRange> wanted =
                    Locale.LanguageRange.parse(acceptLanguage == null ? "" : acceptLanguage);
            String found = Locale.lookupTag(wanted, DocumentPreference.LANGUAGES);
            return found == null ? FALLBACK : found;
        } catch (IllegalArgumentException e) {
            return FALLBACK;
        }
    }
}
