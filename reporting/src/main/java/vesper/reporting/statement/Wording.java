package vesper.reporting.statement;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import vesper.bank.ledger.EntryKind;

/** The words of documents in the holder's language; English where a language is not there. */
public final class Wording {

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

    public static Wording in(String language) {
        return BY_LANGUAGE.computeIfAbsent(language, Wording::new);
    }

    /** The language that the words are in. */
    public String language() {
        return language;
    }

    public String get(String key) {
        String word = words.get(key);
        if (word == null) {
            throw new IllegalArgumentException("no wording for " + key);
        }
        return word;
    }

    /** The word, if there is one. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(words.get(key));
    }

    /**
     * What a line says: the counterparty and the text of its entry, where they are not the same, or the name of its kind where both
     * are empty.
     */
    String text(Statement.Entry entry) {
        String counterparty = entry.parties().counterparty();
        String text = entry.text().isBlank() ? counterparty : entry.text();
        if (text.isBlank()) {
            return kind(entry.kind());
        }
        return counterparty.isBlank() || text.equals(counterparty) ? text : counterparty + ", " + text;
    }

    /** Which page of how many. */
    public String page(int number, int of) {
        return MessageFormat.format(get("page"), Integer.toString(number), Integer.toString(of));
    }

    /** Small lines at the foot of each page: what to do on an error, and who answers for it. */
    public List<String> legal() {
        return List.of(get("legal.1"), get("legal.2"));
    }

    /** What a share of the spending is called: its category in words, or the kind of its entries. */
    String spending(Spending.Share share) {
        return share.kind() == null
                ? get("spendingOther")
                : share.category().isEmpty() ? kind(share.kind()) : category(share.category());
    }

    /** What a merchant sells in words: {@code grocery_pos} is Groceries; a category that is not known is told as it is. */
    String category(String category) {
        return words.getOrDefault("category." + category, category.replace('_', ' '));
    }

    /** The name of an account: those that the bank's products give are translated, others are told as they are. */
    public String account(String name) {
        return words.getOrDefault("account." + name.replace(' ', '_'), name);
    }

    String kind(EntryKind kind) {
        return get("kind." + kind.name());
    }
}
