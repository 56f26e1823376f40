package vesper.api.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Makes, hashes and checks client secrets. A secret is 32 random bytes that the bank makes itself, never a word that a
 * person chose, so there is nothing to guess and one SHA-256 protects it as well as a slow hash would; and a slow hash at an
 * open endpoint would let anybody keep the processors busy.
 */
final class ClientSecrets implements PasswordEncoder {
    private static final String PREFIX = "{sha256}";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new secret: 43 characters, 256 bits. */
    static String generate() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence secret) {
        return secret == null
                ? null
                : PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(secret));
    }

    /** @param hashes of the secrets that are valid, separated by blanks */
    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String hashes) {
        String encoded = encode(secret);
        boolean found = false;
        if (encoded != null && hashes != null) {
            for (String hash : hashes.split(" ", -1)) {
                found |= MessageDigest.isEqual(
                        encoded.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return found;
    }

    private static byte[] sha256(CharSequence text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JVM has no SHA-256", e);
        }
    }
}
