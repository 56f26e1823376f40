package vesper.reporting.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vesper.bank.Ids;
import vesper.reporting.mail.MailLeases.Enclosure;
import vesper.reporting.mail.MailLeases.Invitation;
import vesper.reporting.mail.MailLeases.Leased;
import vesper.reporting.mail.MailText.Letter;

/**
 * Makes the mail that brings a document: a short text, the same as HTML, and the PDF, or a link to it, if the customer prefers one
 * or it is larger than an attachment may be; and the mail with a link to what a person asked for. Safe for any number of threads.
 */
final class MailComposer {

    /** By text; a few for each period, since accounts are not named in it. */
    private static final Map<String, String> SUBJECTS = new ConcurrentHashMap<>();

    /** RFC 5322, 3.3. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final InternetAddress from;
    private final MailSettings settings;
    private final Clock clock;
    private final @Nullable UnaryOperator<byte[]> signer;
    private final MailLinks links;

    /**
     * Composes by settings.
     *
     * @param signer signs copies that a password opens; null leaves them unsigned
     */
    MailComposer(MailSettings settings, Clock clock, @Nullable UnaryOperator<byte[]> signer, MailLinks links) {
        this.settings = settings;
        this.clock = clock;
        this.signer = signer;
        this.links = links;
        try {
            this.from = new InternetAddress(settings.from(), true);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("mail: from must be an address", e);
        }
    }

    PreparedMessage compose(Leased mail) throws MessagingException {
        return mail.content() instanceof Enclosure enclosure
                ? bringing(enclosure, mail)
                : leading((Invitation) mail.content(), mail);
    }

    private PreparedMessage bringing(Enclosure enclosure, Leased mail) throws MessagingException {
        byte[] document = enclosure.document();
        DocumentLock lock = enclosure.lock();
        boolean attached = enclosure.delivery() == Delivery.ATTACHMENT && document.length <= settings.attachmentBytes();
        String link =
                attached ? "" : settings.documentsUrl() + links.toDocument(enclosure.documentId(), clock.instant());
        Letter letter = new Letter(
                MailWording.known(mail.language()),
                enclosure.kind().name(),
                attached ? Delivery.ATTACHMENT : Delivery.LINK,
                lock != null);
        InternetAddress to = new InternetAddress(mail.recipient(), true);
        MimeBytes bytes = worded(
                head(attached ? document.length : 0, to, mail.messageId()),
                enclosure.documentId(),
                new MailText(letter, mail.holder(), mail.subject(), link, particulars(enclosure, letter.language())));
        if (attached) {
            bytes.file(
                    "application/pdf",
                    enclosure.kind().fileName(enclosure.accountNumber(), enclosure.period()),
                    lock == null ? document : lock.copyOf(document, signer));
        }
        return new PreparedMessage(from.getAddress(), to.getAddress(), bytes.end());
    }

    /** Names the account by its last four digits only: a mail may be read by others on its way. */
    private static Map<String, String> particulars(Enclosure enclosure, String language) {
        DateTimeFormatter dates = MailWording.dates(language);
        String number = enclosure.accountNumber();
        return Map.of(
                "account",
                number.substring(Math.max(0, number.length() - 4)),
                "from",
                dates.format(enclosure.period().from()),
                "to",
                dates.format(enclosure.period().to()));
    }

    private PreparedMessage leading(Invitation invitation, Leased mail) throws MessagingException {
        InternetAddress to = new InternetAddress(mail.recipient(), true);
        Letter letter = new Letter(MailWording.known(mail.language()), MailWording.DATA_REQUEST, Delivery.LINK, false);
        String link = settings.personalDataUrl() + links.toDataRequest(invitation.dataRequest(), clock.instant());
        MimeBytes bytes = worded(
                head(0, to, mail.messageId()),
                Ids.of("data-request-mail", Long.toString(invitation.dataRequest())),
                new MailText(letter, mail.holder(), mail.subject(), link, Map.of()));
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

    private static MimeBytes worded(MimeBytes bytes, UUID id, MailText text) {
        return bytes.field("Subject", SUBJECTS.computeIfAbsent(text.subject(), MailComposer::encoded))
                .texts(id, text.plain(), text.html());
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
}
