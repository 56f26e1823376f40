package vesper.reporting.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail says, as text and the same as HTML.
 *
 * @param letter what its sentences depend on
 * @param link where the page is that hands out what the mail tells of; empty if it is attached
 * @param particulars what else is filled in, by place
 */
record MailText(Letter letter, String holder, String subject, String link, Map<String, String> particulars) {

    private static final String TEXT = template("statement.txt");
    private static final String HTML = template("statement.html");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private record Worded(String template, Letter letter) {}

    private static final Map<Worded, String> WORDED = new ConcurrentHashMap<>();

    /**
     * What the sentences of a mail depend on.
     *
     * @param language one that there are words in
     * @param about what it tells of: a kind of document, or {@code DATA_REQUEST}
     * @param locked whether a password opens it
     */
    record Letter(String language, String about, Delivery delivery, boolean locked) {}

    String plain() {
        return filled(
                WORDED.computeIfAbsent(new Worded(TEXT, letter), MailText::worded), values(holder, subject, link));
    }

    String html() {
        return filled(
                WORDED.computeIfAbsent(new Worded(HTML, letter), MailText::worded),
                values(escaped(holder), escaped(subject), anchor(escaped(link))));
    }

    private Map<String, String> values(String name, String title, String address) {
        Map<String, String> values = new HashMap<>(particulars);
        values.put("holder", name);
        values.put("subject", title);
        values.put("link", address);
        return values;
    }

    /** The template with the sentences of a letter, in which only what differs from mail to mail is left to be filled in. */
    private static String worded(Worded worded) {
        Letter letter = worded.letter();
        Map<String, String> sentences = new HashMap<>();
        sentences.put("language", letter.language());
        sentences.put("body", MailWording.get(letter.language(), letter.about() + "." + letter.delivery()));
        for (String key : List.of("greeting", "covers", "check", "never")) {
            sentences.put(key, MailWording.of(letter.language(), letter.about(), key));
        }
        if (letter.locked()) {
            String locked = MailWording.get(letter.language(), "locked." + letter.delivery());
            sentences.merge("covers", locked, (covers, more) -> covers + ' ' + more);
        }
        return filled(worded.template(), sentences);
    }

    /** Puts the values where their names stand in braces, once: what a value says is not looked at again. */
    private static String filled(String template, Map<String, String> values) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }

    private static String anchor(String link) {
        return "<a href=\"" + link + "\" style=\"color:#1b2440;overflow-wrap:anywhere\">" + link + "</a>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String template(String name) {
        try (InputStream in = MailText.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no mail template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the link, which is a secret. */
    @Override
    public String toString() {
        return "the text of a mail";
    }
}
