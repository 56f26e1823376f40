package vesper.reporting.privacy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A passphrase of 120 random bits, in groups of four letters and figures. Being random and that long it needs no slow hash.
 *
 * @param text in capitals, with a hyphen between groups, as people get it
 */
public record Passphrase(String text) {

    /** Without those that look like others. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 24;

    public static Passphrase random() {
        SecureRandom random = new SecureRandom();
        StringBuilder letters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return grouped(letters);
    }

    /** What somebody wrote: blanks, hyphens and case do not matter. */
    public static Passphrase written(String text) {
        return grouped(text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", ""));
    }

    private static Passphrase grouped(CharSequence letters) {
        return new Passphrase(String.join("-", letters.toString().split("(?<=\\G.{4})")));
    }

    /** By which the right one is known again. */
    byte[] proof() {
        return sha256("proof");
    }

    /** Opens the file that is kept, and no other. */
    String fileKey() {
        return HexFormat.of().formatHex(sha256("file"));
    }

    private byte[] sha256(String use) {
        return sha256((use + '\n' + text).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Does not give it away by a log line. */
    @Override
    public String toString() {
        return "a passphrase";
    }
}
