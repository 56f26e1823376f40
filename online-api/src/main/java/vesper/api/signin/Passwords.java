package vesper.api.signin;

import java.text.Normalizer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import vesper.bank.signin.Codes;

/**
 * Hashes passwords with Argon2id (16 MB, two passes) and says which may be chosen: 12 to 128 characters of any kind, none known
 * from breaches, as NIST SP 800-63B 3.1.1 has it. No more than four are hashed at a time: each takes memory.
 */
final class Passwords {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 128;

    private final PasswordEncoder argon2 = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final Semaphore working = new Semaphore(4);
    private final BreachedPasswords breached;

    /** Made beside the start of the process, of which it would take half a second. */
    private final CompletableFuture<String> nobodys = CompletableFuture.supplyAsync(() -> hash(Codes.next()));

    Passwords(BreachedPasswords breached) {
        this.breached = breached;
    }

    /** Why a password cannot be chosen, or empty if it can. */
    Optional<String> objection(String password, String loginName) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return Optional.of("Choose a password of " + SHORTEST + " to " + LONGEST + " characters.");
        }
        if (password.toLowerCase(java.util.Locale.ROOT).contains(loginName)) {
            return Optional.of("Choose a password that does not hold your name.");
        }
        return breached.contains(normal(password))
                ? Optional.of("This password is among those that are tried first. Choose another one.")
                : Optional.empty();
    }

    String hash(String password) {
        working.acquireUninterruptibly();
        try {
            String hash = argon2.encode(normal(password));
            if (hash == null) {
                throw new IllegalStateException("a password gave no hash");
            }
            return hash;
        } finally {
            working.release();
        }
    }

    /** Whether the password is the one that was hashed; takes as long, and says no, for nobody. */
    boolean matches(String password, Optional<String> hash) {
        if (password.length() > 2 * LONGEST) {
            return false;
        }
        // Before a place is taken, which making it takes too.
        String expected = hash.orElseGet(nobodys::join);
        working.acquireUninterruptibly();
        try {
            return argon2.matches(normal(password), expected) && hash.isPresent();
        } finally {
            working.release();
        }
    }

    /** The same characters, however a keyboard composed them. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}
