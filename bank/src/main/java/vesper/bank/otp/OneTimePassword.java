package vesper.bank.otp;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time passwords of one device: counted (HOTP, RFC 4226) or timed (TOTP, RFC 6238).
 *
 * <p>The secret {@code 12345678901234567890} gives 755224 for counter 0 with six digits and SHA-1.
 */
public final class OneTimePassword {
    private final TimeBasedOneTimePasswordGenerator generator;
    private final SecretKeySpec key;

    /** Which hash the device uses; most know only SHA-1, which is safe in an HMAC. */
    public enum Hash {
        SHA1,
        SHA256,
        SHA512;

        private String algorithm() {
            return "Hmac" + name();
        }
    }

    /**
     * @param secret the shared secret, raw bytes (not their Base32 form)
     * @param digits 6 to 8
     * @param step how long a timed password is shown, whole seconds; most devices know only 30
     * @throws IllegalArgumentException if the secret is empty, or digits or step are out of range
     */
    public OneTimePassword(byte[] secret, Hash hash, int digits, Duration step) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("secret must not be empty");
        }
        if (digits < 6 || digits > 8) {
            throw new IllegalArgumentException("digits must be 6 to 8, not " + digits);
        }
        if (step.toSeconds() < 1) {
            throw new IllegalArgumentException("step must be at least a second");
        }
        this.generator = new TimeBasedOneTimePasswordGenerator(step, digits, hash.algorithm());
        this.key = new SecretKeySpec(secret.clone(), hash.algorithm());
    }

    /** The password of a counter, zero or positive, with leading zeros: that of the step which has its number. */
    public String at(long counter) {
        try {
            Instant start = Instant.EPOCH.plus(generator.getTimeStep().multipliedBy(counter));
            return generator.generateOneTimePasswordString(key, start, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("an HMAC takes any key", e);
        }
    }

    /** The password shown at a moment, with leading zeros. */
    public String at(Instant moment) {
        return at(step(moment));
    }

    /**
     * Finds which step a typed password belongs to: that of the moment, or one step earlier or later for clocks that differ
     * (RFC 6238 5.2).
     *
     * @param lastUsed the step of the password used last, which cannot be used again, nor an earlier one; negative if none was
     * @return the step, to be stored as last used; empty if the password is wrong or was used
     */
    public OptionalLong match(String typed, Instant moment, long lastUsed) {
        byte[] given = typed.getBytes(StandardCharsets.UTF_8);
        long now = step(moment);
        OptionalLong found = OptionalLong.empty();
        for (long step = Math.max(now - 1, 0); step <= now + 1; step++) {
            boolean equal = MessageDigest.isEqual(at(step).getBytes(StandardCharsets.UTF_8), given);
            if (equal && step > lastUsed) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private long step(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), generator.getTimeStep().toSeconds());
    }
}
