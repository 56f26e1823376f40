package vesper.reporting.mail;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of mails in the customer's language; English where a language is not there. */
final class MailWording {

    /** What a mail is about that has a link to what a person asked for under data protection law. */
    static final String DATA_REQUEST = "DATA_REQUEST";

    static final List<String> LANGUAGES = List.of("en", "de", "fr");

    private static final Map<String, ResourceBundle> BUNDLES =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), MailWording::bundle));

    private static final Map<String, DateTimeFormatter> DATES = LANGUAGES.stream()
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(),
                    language -> DateTimeFormatter.ofPattern(
                            get(language, "dates").replace('D', 'd').replace('Y', 'u'))));

    private MailWording() {}

    private static ResourceBundle bundle(String language) {
        return ResourceBundle.getBundle(
                "vesper.reporting.mail.mail",
                Locale.forLanguageTag(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The language itself, or English. */
    static String known(String language) {
        return LANGUAGES.contains(language) ? language : "en";
    }

    /** How days are written in a language. */
    static DateTimeFormatter dates(String language) {
        return Objects.requireNonNull(DATES.get(known(language)));
    }

    static String get(String language, String key) {
        return words(language).getString(key);
    }

    /** A sentence of mails about something; what all mails say there if that has none of its own. */
    static String of(String language, String about, String key) {
        ResourceBundle words = words(language);
        String own = about + '.' + key;
        return words.getString(words.containsKey(own) ? own : key);
    }

    private static ResourceBundle words(String language) {
        return Objects.requireNonNull(BUNDLES.get(known(language)));
    }
}
