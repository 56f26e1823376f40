package vesper.api.field;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 under the API's own key: of what a caller sent, so that whoever reads the digest cannot try what it may have been. What
 * is stored of it must stay what it is: neither the algorithm nor the key changes.
 */
public final class KeyedDigest {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac prototype;

    /** A digest under a key of 32 bytes. */
    public KeyedDigest(byte[] key) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(key, ALGORITHM));
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("the request hash key cannot be used", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** A computation that has seen nothing yet; for one thread. */
    public Mac start() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's " + ALGORITHM + " cannot be cloned", e);
        }
    }
}
