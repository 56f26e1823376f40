package vesper.api.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import vesper.bank.key.KeyFile;
import vesper.bank.key.Pem;

/**
 * The RSA key that signs access tokens, kept as PKCS#8 (PEM, or its base64 alone) so that tokens outlive a restart. Its key id is the RFC 7638
 * thumbprint, so every instance that reads the same file names it alike.
 */
final class SigningKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private SigningKey() {}

    /**
     * Reads the key, or makes one of 2048 bits, in a file that its owner alone may read, if there is none.
     *
     * @throws IllegalStateException if the file holds no RSA private key of at least 2048 bits
     */
    static RSAKey loadOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                KeyFile.create(file, Pem.text(Pem.PRIVATE_KEY, generate().getEncoded()));
            }
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the signing key file", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("the signing key file holds no RSA private key of 2048 bits in PKCS#8", e);
        }
    }

    /** A key that lives as long as the process. */
    static RSAKey inMemory() {
        try {
            return jwk((RSAPrivateCrtKey) generate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JVM has no RSA", e);
        }
    }

    private static PrivateKey generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair().getPrivate();
    }

    private static RSAKey parse(String pem) throws GeneralSecurityException {
        byte[] der = Base64.getMimeDecoder()
                .decode(pem.replace(BEGIN, "").replace(END, "").strip());
        PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        if (!(key instanceof RSAPrivateCrtKey rsa) || rsa.getModulus().bitLength() < 2048) {
            throw new IllegalArgumentException("the key is too short or lacks its public part");
        }
        return jwk(rsa);
    }

    private static RSAKey jwk(RSAPrivateCrtKey key) throws GeneralSecurityException {
        RSAPublicKey publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        try {
            return new RSAKey.Builder(publicKey)
                    .privateKey(key)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint()
                    .build();
        } catch (JOSEException e) {
            throw new GeneralSecurityException("cannot name the key", e);
        }
    }
}
