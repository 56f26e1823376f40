package vesper.bank.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * Codes that people copy: 16 letters and digits in four groups, 80 random bits. That is too many to try, so one SHA-256
 * protects them as well as a slow hash would.
 */
public final class Codes {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 10;
    private static final int GROUP = 4;

    private Codes() {}

    /** A new code: {@code k3dq-7ahf-2mtx-5zpc}. */
    public static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String letters = Base32.encode(bytes).toLowerCase(Locale.ROOT);
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < letters.length(); i += GROUP) {
            code.append(i == 0 ? "" : "-").append(letters, i, i + GROUP);
        }
        return code.toString();
    }

    /** What is kept of a code; spaces, hyphens and capitals that people type make no difference. */
    public static byte[] hash(String code) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(code.replaceAll("[\\s-]", "")
                            .toLowerCase(Locale.ROOT)
                            .getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
