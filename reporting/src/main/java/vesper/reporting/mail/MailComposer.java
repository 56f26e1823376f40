package vesper.reporting.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vesper.reporting.statement.DocumentKind;

/**
 * Makes the mail that brings a document: a short text, the same as HTML, and the PDF, or a link to it, if the customer prefers one
 * or it is larger than an attachment may be. Safe for any number of threads.
 */
final class MailComposer {

    private static final String TEXT = template("statement.txt");
    private static final String HTML = template("statement.html");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Map<Letter, String> LETTERS = new ConcurrentHashMap<>();

    /** By text; a few for each period, since accounts are not named in it. */
    private static final Map<String, String> SUBJECTS = new ConcurrentHashMap<>();

    /** RFC 5322, 3.3. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** What the sentences of a mail depend on. */
    private record Letter(String template, String language, DocumentKind kind, Delivery delivery, boolean locked) {}

    private final InternetAddress from;
    private final String documentsUrl;
    private final int attachmentBytes;
    private final Clock clock;
    private final @Nullable UnaryOperator<byte[]> signer;
    private final BiFunction<UUID, Instant, String> links;

    /**
     * Composes by settings.
     *
     * @param signer signs copies that a password opens; null leaves them unsigned
     * @param links makes a link to a document, of which it gives what is put behind the page's address
     */
    MailComposer(
            MailSettings settings,
            Clock clock,
            @Nullable UnaryOperator<byte[]> signer,
            BiFunction<UUID, Instant, String> links) {
        this.signer = signer;
        this.links = links;
        this.documentsUrl = settings.documentsUrl();
        this.attachmentBytes = settings.attachmentBytes();
        this.clock = clock;
        try {
            this.from = new InternetAddress(settings.from(), true);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("mail: from must be an address", e);
        }
    }

    PreparedMessage compose(MailLeases.Leased mail) throws MessagingException {
        boolean attached = mail.delivery() == Delivery.ATTACHMENT && mail.document().length <= attachmentBytes;
        InternetAddress to = new InternetAddress(mail.recipient(), true);
        String link = attached ? "" : documentsUrl + links.apply(mail.documentId(), clock.instant());
        MimeBytes bytes = head(attached ? mail.document().length : 0, to, mail.messageId())
                .field("Subject", SUBJECTS.computeIfAbsent(mail.subject(), MailComposer::encoded))
                .texts(mail.documentId(), fill(TEXT, mail, link, false), fill(HTML, mail, link, true));
        if (attached) {
            DocumentLock lock = mail.lock();
            bytes.file(
                    "application/pdf",
                    mail.kind().fileName(mail.accountNumber(), mail.period()),
                    lock == null ? mail.document() : lock.copyOf(mail.document(), signer));
        }
        return new PreparedMessage(from.getAddress(), to.getAddress(), bytes.end());
    }

    private MimeBytes head(int fileBytes, InternetAddress to, String messageId) {
        return new MimeBytes(fileBytes)
                .field("Date", DATE.format(clock.instant()))
                .field("From", from.toString())
                .field("To", to.toString())
                .field("Message-ID", messageId)
                .field("Auto-Submitted", "auto-generated");
    }

    private static String encoded(String subject) {
        try {
            return MimeUtility.fold(
                    "Subject: ".length(), MimeUtility.encodeText(subject, StandardCharsets.UTF_8.name(), "B"));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java platform has UTF-8", e);
        }
    }

    /** A mail of nothing but a text. */
    PreparedMessage compose(String messageId, String recipient, String subject, String text) throws MessagingException {
        InternetAddress to = new InternetAddress(recipient, true);
        MimeBytes bytes =
                head(0, to, messageId).field("Subject", encoded(subject)).text(text);
        return new PreparedMessage(from.getAddress(), to.getAddress(), bytes);
    }

    /**
     * Names the account by its last four digits only: a mail may be read by others on its way.
     *
     * @param link empty: the document is attached
     */
    private static String fill(String template, MailLeases.Leased mail, String link, boolean html) {
        String number = mail.accountNumber();
        Letter letter = new Letter(
                template,
                MailWording.known(mail.language()),
                mail.kind(),
                link.isEmpty() ? Delivery.ATTACHMENT : Delivery.LINK,
                mail.lock() != null);
        DateTimeFormatter dates = MailWording.dates(letter.language());
        return filled(
                LETTERS.computeIfAbsent(letter, MailComposer::worded),
                Map.of(
                        "holder",
                        html ? escaped(mail.holder()) : mail.holder(),
                        "subject",
                        html ? escaped(mail.subject()) : mail.subject(),
                        "account",
                        number.substring(Math.max(0, number.length() - 4)),
                        "link",
                        html ? anchor(escaped(link)) : link,
                        "from",
                        dates.format(mail.period().from()),
                        "to",
                        dates.format(mail.period().to())));
    }

    /** The template with the sentences of a letter, in which only what differs from mail to mail is left to be filled in. */
    private static String worded(Letter letter) {
        Map<String, String> sentences = new HashMap<>();
        sentences.put("language", letter.language());
        sentences.put("body", MailWording.get(letter.language(), letter.kind() + "." + letter.delivery()));
        for (String key : List.of("greeting", "covers", "check", "never")) {
            sentences.put(key, MailWording.get(letter.language(), key));
        }
        if (letter.locked()) {
            String locked = MailWording.get(letter.language(), "locked." + letter.delivery());
            sentences.merge("covers", locked, (covers, more) -> covers + ' ' + more);
        }
        return filled(letter.template(), sentences);
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
        try (InputStream in = MailComposer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no mail template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
