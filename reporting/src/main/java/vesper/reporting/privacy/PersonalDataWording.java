package vesper.reporting.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import vesper.reporting.statement.Wording;

/**
 * What a person's data are called in the person's language. Each module has the words of its part, in
 * {@code vesper/personal-data-MODULE.properties}; words that several parts share are in one. A column with an empty word is of no use to
 * people.
 */
final class PersonalDataWording {
    private static final Map<String, PersonalDataWording> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Wording documents;
    private final Map<String, String> words;

    private PersonalDataWording(String language) {
        documents = Wording.in(language);
        words = new HashMap<>(read(""));
        words.putAll(read(suffix(documents.language())));
    }

    /** The words in a language, ISO 639-1; English in place of one that there are no documents in. */
    static PersonalDataWording in(String language) {
        return BY_LANGUAGE.computeIfAbsent(language, PersonalDataWording::new);
    }

    private static String suffix(String language) {
        return language.equals("en") ? "" : "_" + language;
    }

    private static Map<String, String> read(String suffix) {
        Map<String, String> words = new HashMap<>();
        for (String module : PersonalData.MODULES) {
            String name = "/vesper/personal-data-" + module + suffix + ".properties";
            try (InputStream in = PersonalDataWording.class.getResourceAsStream(name)) {
                if (in != null) {
                    Properties part = new Properties();
                    part.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                    part.stringPropertyNames().forEach(key -> words.put(key, part.getProperty(key)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + name, e);
            }
        }
        return words;
    }

    /** Keys of tables, and of their columns, that have no word in this very language; columns that are for nobody need none. */
    static List<String> missing(String language, Stream<String> keys) {
        Map<String, String> own = new HashMap<>(read(suffix(language)));
        read("").forEach((key, word) -> {
            if (word.isEmpty()) {
                own.put(key, word);
            }
        });
        return keys.filter(key -> !own.containsKey(key)).toList();
    }

    /** The language that the words are in. */
    String language() {
        return documents.language();
    }

    /** Words of all documents. */
    Wording documents() {
        return documents;
    }

    /** Words of the page itself. */
    String get(String key) {
        return documents.get("data." + key);
    }

    /** What a table is called. */
    String part(String table) {
        return words.getOrDefault("part." + table, table.replace('_', ' '));
    }

    /** What a column is called; empty if people have no use for it. */
    Optional<String> column(String column) {
        return Optional.of(words.getOrDefault("column." + column, column.replace('_', ' ')))
                .filter(word -> !word.isEmpty());
    }

    /** A code in words: {@code CARD_PAYMENT} is a card payment; one that is not known is told as it is, in small letters. */
    String code(String code) {
        return Optional.ofNullable(words.get("code." + code))
                .or(() -> documents.find("kind." + code))
                .orElseGet(() -> code.charAt(0)
                        + code.substring(1).toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
