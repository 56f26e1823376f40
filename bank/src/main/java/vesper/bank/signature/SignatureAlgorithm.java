package vesper.bank.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The signature algorithms of HTTP messages, RFC 9421 section 3.3, under the names registered for them. */
public enum SignatureAlgorithm {
    RSA_PSS_SHA512("rsa-pss-sha512", "RSA", "RSASSA-PSS"),
    RSA_V1_5_SHA256("rsa-v1_5-sha256", "RSA", "SHA256withRSA"),
    ECDSA_P256_SHA256("ecdsa-p256-sha256", "EC", "SHA256withECDSAinP1363Format"),
    ECDSA_P384_SHA384("ecdsa-p384-sha384", "EC", "SHA384withECDSAinP1363Format"),
    ED25519("ed25519", "Ed25519", "Ed25519"),
    HMAC_SHA256("hmac-sha256", "HmacSHA256", "HmacSHA256");

    private final String code;
    private final String keyType;
    private final String javaName;

    SignatureAlgorithm(String code, String keyType, String javaName) {
        this.code = code;
        this.keyType = keyType;
        this.javaName = javaName;
    }

    /** Name in the registry: {@code ecdsa-p256-sha256}. */
    public String code() {
        return code;
    }

    /** The algorithm of that name, if there is one. */
    public static Optional<SignatureAlgorithm> of(String code) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.code.equals(code)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a key: PEM of a public key, or Base64 of a shared secret.
     *
     * @throws IllegalArgumentException if it is none of this algorithm
     */
    public Key key(String text) {
        byte[] decoded = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
        if (this == HMAC_SHA256) {
            return new SecretKeySpec(decoded, keyType);
        }
        try {
            return KeyFactory.getInstance(keyType).generatePublic(new X509EncodedKeySpec(decoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no public key for " + code, e);
        }
    }

    /** Whether the signature of this content was made with the key, or with the private key that belongs to it. */
    boolean verify(Key key, byte[] content, byte[] signature) throws SignatureException {
        try {
            return this == HMAC_SHA256 ? sameMac(key, content, signature) : sameKey(key, content, signature);
        } catch (InvalidKeyException | ClassCastException e) {
            throw new SignatureException("key is none for " + code);
        } catch (java.security.SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + javaName, e);
        }
    }

    private boolean sameMac(Key key, byte[] content, byte[] signature) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(javaName);
        mac.init((SecretKey) key);
        return MessageDigest.isEqual(mac.doFinal(content), signature);
    }

    private boolean sameKey(Key key, byte[] content, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(javaName);
        if (this == RSA_PSS_SHA512) {
            verifier.setParameter(new PSSParameterSpec(
                    "SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, PSSParameterSpec.TRAILER_FIELD_BC));
        }
        verifier.initVerify((PublicKey) key);
        verifier.update(content);
        return verifier.verify(signature);
    }
}
