package vesper.reporting.mail;

import java.time.Duration;
import java.util.Locale;

/**
 * The mailbox that mails come back to, read over IMAP or POP3.
 *
 * @param tls whether the connection is encrypted from its first byte (port 993 for IMAP, 995 for POP3, as a rule)
 * @param every how long between two looks
 */
public record BounceSettings(
        Protocol protocol, String host, int port, String username, String password, boolean tls, Duration every) {

    /** How a mailbox is read. */
    public enum Protocol {
        IMAP,
        POP3;

        /** As the mail library calls it. */
        String name(boolean tls) {
            return name().toLowerCase(Locale.ROOT) + (tls ? "s" : "");
        }
    }

    public BounceSettings {
        require(!host.isBlank(), "host must be given");
        require(port > 0 && port < 65536, "port must be between 1 and 65535");
        require(!username.isBlank(), "username must be given");
        require(every.compareTo(Duration.ofSeconds(1)) >= 0, "every must be a second or more");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("bounces: " + message);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return username + " at " + host + ':' + port;
    }
}
