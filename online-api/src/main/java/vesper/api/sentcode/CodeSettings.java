package vesper.api.sentcode;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vesper.reporting.mail.MailSettings;

/**
 * By which ways codes go to customers, prefix {@code vesper.api.codes}. A way that is not set up is not offered.
 *
 * @param mail by mail, if a host is set
 * @param sms by SMS, if an account is set
 */
@ConfigurationProperties("vesper.api.codes")
record CodeSettings(@DefaultValue Mail mail, @DefaultValue Sms sms) {
    /**
     * The server that takes the mails.
     *
     * @param user null if it asks for none; then there is no password either
     * @param starttls whether the connection must be encrypted before anything else is said
     * @param from the sender's address, with or without a name
     */
    record Mail(
            @Nullable String host,
            @DefaultValue("25") int port,
            @Nullable String user,
            @Nullable String password,
            boolean starttls,

            @DefaultValue("Vesper Bank <no-reply@vesper.example>")
            String from) {
        Mail {
            host = set(host);
            user = set(user);
            password = user == null ? null : set(password);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Mail[host=" + host + ", port=" + port + "]";
        }
    }

    /**
     * An account with Twilio, or with whoever speaks its interface.
     *
     * @param account begins with {@code AC}
     * @param token the account's secret
     * @param from a number in E.164, a name that receivers see, or a messaging service ({@code MG...})
     */
    record Sms(
            @DefaultValue("https://api.twilio.com") URI endpoint,
            @Nullable String account,
            @Nullable String token,
            @Nullable String from) {
        Sms {
            account = set(account);
            token = set(token);
            from = set(from);
            if (account != null && (token == null || from == null)) {
                throw new IllegalArgumentException("vesper.api.codes.sms: account, token and from go together");
            }
            boolean here = "127.0.0.1".equals(endpoint.getHost());
            if (!here && !"https".equals(endpoint.getScheme())) {
                throw new IllegalArgumentException("vesper.api.codes.sms.endpoint must begin with https://");
            }
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Sms[endpoint=" + endpoint + ", account=" + account + "]";
        }
    }

    /** The ways that are set up. */
    List<CodeSender> senders(Clock clock) {
        List<CodeSender> senders = new ArrayList<>();
        if (mail.host() != null) {
            MailSettings plain = MailSettings.plain(mail.host(), mail.port());
            senders.add(new CodesByMail(
                    plain.from(mail.from(), plain.documentsUrl())
                            .signedInAs(mail.user(), mail.password(), mail.starttls()),
                    clock));
        }
        if (sms.account() != null && sms.token() != null && sms.from() != null) {
            senders.add(new CodesByTwilio(sms.endpoint(), sms.account(), sms.token(), sms.from()));
        }
        return List.copyOf(senders);
    }

    /** What is set to nothing is not set. */
    private static @Nullable String set(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
