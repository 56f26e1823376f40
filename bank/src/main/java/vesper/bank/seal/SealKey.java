package vesper.bank.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import vesper.bank.key.KeyFile;
import vesper.bank.key.Pem;

/** The Ed25519 key (RFC 8032) that certificates of closed days are signed with. */
public final class SealKey {
    private final PrivateKey privateKey;
    private final SealPublicKey publicKey;

    private SealKey(PrivateKey privateKey, SealPublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Reads the key from a PEM file: a PKCS#8 private key and its public key, one after the other. Makes one, in a file that its
     * owner alone may read, if there is none; and beside it {@link #publicFile}, to be given away:
     * the public keys of all keys that this file ever held.
     *
     * @throws IllegalStateException if the file does not hold an Ed25519 key and the public key that belongs to it
     */
    public static SealKey loadOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                KeyFile.create(file, text(generate()));
            }
            String text = Files.readString(file);
            SealPublicKey publicKey = SealPublicKeys.parse(text).only();
            byte[] encoded = Pem.only(text, Pem.PRIVATE_KEY);
            SealKey key = new SealKey(
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)), publicKey);
            if (!publicKey.verifies("", key.sign(""))) {
                throw new IllegalArgumentException("the public key does not belong to the private key");
            }
            publish(publicFile(file), publicKey);
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the seal key file " + file, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("the seal key file " + file + " holds no Ed25519 key pair", e);
        }
    }

    /** Adds the key to the file, where keys used before stay. */
    private static void publish(Path file, SealPublicKey key) throws IOException {
        boolean known = Files.exists(file)
                && SealPublicKeys.parse(Files.readString(file)).byId(key.id()) != null;
        if (!known) {
            Files.writeString(file, key.pem(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** A key that lives as long as the process. */
    public static SealKey inMemory() {
        KeyPair pair = generate();
        return new SealKey(pair.getPrivate(), SealPublicKey.of(pair.getPublic()));
    }

    /** Where the public key of a key file is: {@code seal-key.pem} has {@code seal-key.pem.public}. */
    public static Path publicFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".public");
    }

    public SealPublicKey publicKey() {
        return publicKey;
    }

    /** The signature of the text in UTF-8, 64 bytes. */
    byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with the seal key", e);
        }
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JVM has no Ed25519", e);
        }
    }

    private static String text(KeyPair pair) {
        return Pem.text(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded())
                + SealPublicKey.of(pair.getPublic()).pem();
    }
}
