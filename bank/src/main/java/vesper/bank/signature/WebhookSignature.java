package vesper.bank.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and checks webhooks as Standard Webhooks 1.0 says: HMAC-SHA256 over {@code id.timestamp.body}, in the headers
 * {@code webhook-id}, {@code webhook-timestamp} (seconds) and {@code webhook-signature} ({@code v1,} and Base64; several,
 * parted by blanks, while a secret is being replaced).
 */
public final class WebhookSignature {
    /** How far the timestamp may lie from the moment of the check, either way: older messages may be replays. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * @param secret Base64, with {@code whsec_} in front or without
     * @throws IllegalArgumentException if the secret is no Base64 or empty
     */
    public WebhookSignature(String secret) {
        String encoded = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        this.key = new SecretKeySpec(Base64.getDecoder().decode(encoded), ALGORITHM);
    }

    /** The headers of a message. */
    public Map<String, String> sign(String id, Instant sentAt, byte[] body) {
        String timestamp = Long.toString(sentAt.getEpochSecond());
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                VERSION + Base64.getEncoder().encodeToString(hmac(id, timestamp, body)));
    }

    /**
     * Checks a message that came in.
     *
     * @param headers upper and lower case of names do not matter
     * @throws SignatureException if a header is missing, the message is too old or too new, or no signature is right
     */
    public void verify(Map<String, String> headers, byte[] body, Instant now) throws SignatureException {
        Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        named.putAll(headers);
        String id = header(named, "webhook-id");
        String timestamp = header(named, "webhook-timestamp");
        requireRecent(timestamp, now);
        byte[] expected = hmac(id, timestamp, body);
        for (String signature : header(named, "webhook-signature").split(" ", -1)) {
            if (signature.startsWith(VERSION) && equal(expected, signature.substring(VERSION.length()))) {
                return;
            }
        }
        throw new SignatureException("no signature of version v1 is right");
    }

    private static String header(Map<String, String> headers, String name) throws SignatureException {
        String value = headers.get(name);
        if (value == null || value.isEmpty()) {
            throw new SignatureException("header " + name + " is missing");
        }
        return value;
    }

    private static void requireRecent(String timestamp, Instant now) throws SignatureException {
        long sentAt;
        try {
            sentAt = Long.parseLong(timestamp);
        } catch (NumberFormatException e) {
            throw new SignatureException("webhook-timestamp is no number of seconds");
        }
        long seconds = now.getEpochSecond();
        if (sentAt < seconds - TOLERANCE.toSeconds()) {
            throw new SignatureException("message is too old");
        }
        if (sentAt > seconds + TOLERANCE.toSeconds()) {
            throw new SignatureException("message is ahead of time");
        }
    }

    private static boolean equal(byte[] expected, String encoded) {
        try {
            return MessageDigest.isEqual(expected, Base64.getDecoder().decode(encoded));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private byte[] hmac(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }
}
