package vesper.reporting.mail;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How mail leaves the bank.
 *
 * @param from the sender's address, with or without a name: {@code Vesper Bank <statements@vesper.example>}
 * @param documentsUrl where documents are handed out, encrypted unless it is on this machine; the token of a link is put at the end
 * @param attachmentBytes the largest document that is attached; a larger one is left where it is, and the mail says where
 * @param username null if the server asks for none; then there is no password either
 * @param starttls whether the connection must be encrypted by STARTTLS before anything else is said
 * @param workers connections kept open at a time
 * @param batch mails that a worker leases at a time
 * @param lease how long a worker has for a batch before another may take what is left; longer than the server's slowest
 *     answer
 * @param attempts after so many refusals for a reason that may pass, a mail is given up
 * @param firstRetry pause after the first refusal; doubles each time, up to a day
 */
public record MailSettings(
        String host,
        int port,
        String from,
        String documentsUrl,
        int attachmentBytes,
        @Nullable String username,
        @Nullable String password,
        boolean starttls,
        int workers,
        int batch,
        Duration lease,
        int attempts,
        Duration firstRetry) {

    private static final Duration LONGEST_RETRY = Duration.ofDays(1);

    public MailSettings {
        require(!host.isBlank(), "host must be given");
        require(port > 0 && port < 65536, "port must be between 1 and 65535");
        require(!from.isBlank(), "from must be an address");
        require(guarded(URI.create(documentsUrl)), "documentsUrl must begin with https://");
        require(attachmentBytes > 0, "attachmentBytes must be positive");
        require((username == null) == (password == null), "username and password go together");
        require(workers > 0, "workers must be positive");
        require(batch > 0, "batch must be positive");
        require(attempts > 0, "attempts must be positive");
        require(lease.compareTo(Duration.ofSeconds(1)) >= 0, "lease must be a second or more");
        require(!firstRetry.isNegative(), "firstRetry must not be negative");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("mail: " + message);
        }
    }

    /** Whether nobody on the way reads what is asked for there. */
    private static boolean guarded(URI address) {
        return "https".equals(address.getScheme())
                || ("http".equals(address.getScheme())
                        && ("127.0.0.1".equals(address.getHost()) || "localhost".equals(address.getHost())));
    }

    /** The defaults for a server that needs neither password nor encryption, such as the embedded inbox. */
    public static MailSettings plain(String host, int port) {
        return new MailSettings(
                host,
                port,
                "Vesper Bank <statements@vesper.example>",
                "https://vesper.example/documents/",
                10 * 1024 * 1024,
                null,
                null,
                false,
                8,
                40,
                Duration.ofMinutes(5),
                8,
                Duration.ofSeconds(30));
    }

    /** Where what a person asked for is handed out: beside the documents. The token of a link is put at the end. */
    String personalDataUrl() {
        return URI.create(documentsUrl).resolve("../personal-data/").toString();
    }

    /** These settings with another sender, whose customers read their documents at another address. */
    public MailSettings from(String sender, String documents) {
        return new MailSettings(
                host,
                port,
                sender,
                documents,
                attachmentBytes,
                username,
                password,
                starttls,
                workers,
                batch,
                lease,
                attempts,
                firstRetry);
    }

    /**
     * These settings for a server that asks who sends, or wants the connection encrypted.
     *
     * @param user null, and then no secret either: the server asks for none
     */
    public MailSettings signedInAs(@Nullable String user, @Nullable String secret, boolean encrypted) {
        return new MailSettings(
                host,
                port,
                from,
                documentsUrl,
                attachmentBytes,
                user,
                secret,
                encrypted,
                workers,
                batch,
                lease,
                attempts,
                firstRetry);
    }

    /** Pause before the next attempt, after so many that failed: 30 s, 1 min, 2 min, 4 min... */
    Duration pauseAfter(int failed) {
        Duration pause = firstRetry.multipliedBy(1L << Math.min(20, Math.max(0, failed - 1)));
        return pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause;
    }
}
