package vesper.reporting.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.commons.net.smtp.AuthenticatingSMTPClient;
import org.apache.commons.net.smtp.SMTPReply;
import org.jspecify.annotations.Nullable;

/**
 * Speaks SMTP with one server (RFC 5321). What the library leaves to be added: sender, recipient and the wish to send data go out
 * together where the server lets them (PIPELINING, RFC 2920), and the mail as the bytes that it is, in one piece.
 */
final class SmtpClient extends AuthenticatingSMTPClient {

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration WHOLE = Duration.ofMinutes(3);
    private static final byte[] END_OF_DATA = {'.', '\r', '\n'};

    private boolean pipelining;

    SmtpClient() throws NoSuchAlgorithmException {
        // The library's own choice of whom to trust is anybody.
        super(false, SSLContext.getDefault());
        setEndpointCheckingEnabled(true);
        setConnectTimeout((int) CONNECTING.toMillis());
        setDefaultTimeout((int) ANSWER.toMillis());
    }

    /** Opens the connection, encrypts it and says who we are, as the settings ask for. */
    void open(MailSettings settings) throws IOException {
        connect(settings.host(), settings.port());
        setTcpNoDelay(true);
        require(getReplyCode());
        greet();
        if (settings.starttls()) {
            if (!execTLS()) {
                throw new IOException("STARTTLS: " + getReplyString().strip());
            }
            greet();
        }
        if (settings.username() != null) {
            signIn(settings.username(), settings.password());
        }
    }

    private void greet() throws IOException {
        if (!SMTPReply.isPositiveCompletion(ehlo(ownName()))) {
            require(helo(ownName()));
        }
        pipelining = offers("PIPELINING");
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Whether the server has named an extension, or one with such a parameter. */
    private boolean offers(String... words) {
        return getReplyStrings() != null
                && Arrays.stream(getReplyStrings())
                        .map(line -> Arrays.asList(line.toUpperCase(Locale.ROOT)
                                .substring(Math.min(4, line.length()))
                                .split("[ =]", -1)))
                        .anyMatch(line -> line.containsAll(Arrays.asList(words)));
    }

    private void signIn(String username, @Nullable String password) throws IOException {
        AUTH_METHOD method = offers("AUTH", "PLAIN") ? AUTH_METHOD.PLAIN : AUTH_METHOD.LOGIN;
        try {
            if (!auth(method, username, password)) {
                throw new IOException("AUTH: " + getReplyString().strip());
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot sign in by " + method, e);
        }
    }

    private void require(int code) throws IOException {
        if (!SMTPReply.isPositiveCompletion(code)) {
            throw new IOException(getReplyString().strip());
        }
    }

    /**
     * Hands one mail over, and returns when the server has answered to all of it.
     *
     * @return what the server said instead of taking it; null if it has taken it
     * @throws IOException if the connection broke, and whether the server has it is not known
     */
    @Nullable
    String deliver(PreparedMessage mail) throws IOException {
        CompletableFuture<Boolean> answered =
                new CompletableFuture<Boolean>().completeOnTimeout(false, WHOLE.toSeconds(), TimeUnit.SECONDS);
        // A server that does not read would keep us writing for ever.
        CompletableFuture<Void> ended = answered.thenAccept(inTime -> {
            if (!inTime) {
                cut();
            }
        });
        try {
            String refused = asked(mail);
            if (refused != null) {
                return refused;
            }
            // In one piece: the server is woken once.
            mail.content().writeTo(_output_, END_OF_DATA);
            return SMTPReply.isPositiveCompletion(getReply()) ? null : said();
        } finally {
            answered.complete(true);
            ended.join();
        }
    }

    /** Tells who sends to whom, and answers what the server has against it; null if it waits for the mail. */
    private @Nullable String asked(PreparedMessage mail) throws IOException {
        List<String> commands = List.of("MAIL FROM:<" + mail.from() + ">", "RCPT TO:<" + mail.to() + ">", "DATA");
        if (pipelining) {
            write(String.join("\r\n", commands));
        }
        String refused = null;
        for (String command : commands) {
            if (!pipelining) {
                write(command);
            }
            int code = getReply();
            boolean waits = code == SMTPReply.START_MAIL_INPUT;
            if (refused != null && waits) {
                // It has read the last command although it refused one before: nothing comes, for nobody.
                endOfData();
                getReply();
            } else if (refused == null && !waits && !SMTPReply.isPositiveCompletion(code)) {
                refused = said();
                if (!pipelining) {
                    return refused;
                }
            }
        }
        return refused;
    }

    private void endOfData() throws IOException {
        _output_.write(END_OF_DATA);
        _output_.flush();
    }

    private void write(String commands) throws IOException {
        _output_.write((commands + "\r\n").getBytes(StandardCharsets.US_ASCII));
        _output_.flush();
    }

    private void cut() {
        try {
            _socket_.close();
        } catch (IOException e) {
            // It was closed already.
        }
    }

    private String said() {
        return getReplyString().strip();
    }
}
