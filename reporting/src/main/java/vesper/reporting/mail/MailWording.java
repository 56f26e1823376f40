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
        ResourceBundle bundle = BUNDLES.get(known(language));
        if (bundle == null) {
            throw new IllegalStateException("no words of mails in " + language);
        }
        return bundle.getString(key);
    }
}
