package vesper.bank.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import vesper.bank.key.Pem;

/** The public half of a {@link SealKey}. Its id is the first 16 bytes of the SHA-256 of its X.509 form, in hexadecimal. */
public final class SealPublicKey {
    private static final int ID_CHARACTERS = 32;

    private final PublicKey key;

    private SealPublicKey(PublicKey key) {
        this.key = key;
    }

    static SealPublicKey of(PublicKey key) {
        return new SealPublicKey(key);
    }

    /** @throws IllegalArgumentException if it is not the X.509 form of an Ed25519 key */
    static SealPublicKey of(byte[] encoded) {
        try {
            return new SealPublicKey(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }

    public String id() {
        return HexFormat.of().formatHex(Sha256.digest().digest(encoded())).substring(0, ID_CHARACTERS);
    }

    /** The X.509 SubjectPublicKeyInfo. */
    byte[] encoded() {
        return key.getEncoded();
    }

    /** As text for a file. */
    public String pem() {
        return Pem.text(Pem.PUBLIC_KEY, encoded());
    }

    /** Whether it is the signature of the text in UTF-8 by this key. */
    boolean verifies(String text, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(signature);
        } catch (SignatureException e) {
            return false; // not the form of a signature
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot check a signature", e);
        }
    }
}
