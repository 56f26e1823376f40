package vesper.api.signin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server that knows breached passwords, without telling it which: it is sent the first five hex digits of the SHA-1, and
 * answers with the rest of all that begin so ({@code 0018A45C4D1DEF81644B54AB7F969B88D65:1} a line). If it does not answer,
 * the list that comes with the bank decides.
 */
final class PasswordRange implements BreachedPasswords {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordRange.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final int PREFIX = 5;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LONGEST_WAIT).build();
    private final BreachedPasswords common = new CommonPasswords();
    private final URI server;

    /** A server at whose address, plus five hex digits, the lists are. */
    PasswordRange(URI server) {
        this.server = server;
    }

    @Override
    public boolean contains(String password) {
        return common.contains(password) || listed(sha1(password));
    }

    private boolean listed(String hash) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(hash.substring(0, PREFIX)))
                .timeout(LONGEST_WAIT)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            String rest = hash.substring(PREFIX) + ":";
            return answer.statusCode() == 200
                    && answer.body().lines().anyMatch(line -> line.startsWith(rest) && !line.endsWith(":0"));
        } catch (IOException e) {
            LOG.warn("the list of breached passwords cannot be asked: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String sha1(String password) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
