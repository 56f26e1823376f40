package vesper.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one home. Each is drawn at random when it is first asked for and then stays: a file of mode 0600 whose
 * name is the secret's name. Their values are never logged and no {@code toString} shows them.
 */
public final class Secrets {
    /** Key of the HMAC that turns a card number into a card: 32 bytes. */
    public static final String CARD_KEY = "card-key";

    /** Password of the database role that the bank uses. */
    public static final String DATABASE_PASSWORD = "database-password";

    /** Password of the database server's superuser, used only to set the server up. */
    public static final String DATABASE_ADMIN_PASSWORD = "database-admin-password";

    /** OAuth2 secret of the client that the {@code vesper} command itself is. */
    public static final String CLI_CLIENT_SECRET = "cli-client-secret";

    /** Bearer token of the operator API. */
    public static final String OPERATOR_TOKEN = "operator-token";

    /** Bearer token that only reads by the operator API. */
    public static final String VIEWER_TOKEN = "viewer-token";

    /** RSA key that signs access tokens. */
    public static final String TOKEN_SIGNING_KEY = "token-signing-key";

    private static final int KEY_BYTES = 32;
    private static final int RSA_BITS = 2048;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** The card key: 32 bytes in base64, as the setting {@code vesper.card-key} takes it. */
    public String cardKey() {
        return Base64.getEncoder().encodeToString(bytes(CARD_KEY));
    }

    /** A secret of 32 random bytes. */
    public byte[] bytes(String name) {
        return Base64.getUrlDecoder().decode(text(name));
    }

    /** A secret of 32 random bytes, as text that is safe in a URL, a header and a configuration file. */
    public synchronized String text(String name) {
        String known = read(name);
        if (known != null) {
            return known;
        }
        byte[] drawn = new byte[KEY_BYTES];
        random.nextBytes(drawn);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
        write(name, text);
        return text;
    }

    /** An RSA key pair of 2048 bits. */
    public synchronized KeyPair rsaKey(String name) {
        try {
            String known = read(name);
            if (known == null) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(RSA_BITS, random);
                KeyPair drawn = generator.generateKeyPair();
                write(
                        name,
                        Base64.getEncoder().encodeToString(drawn.getPrivate().getEncoded()));
                return drawn;
            }
            KeyFactory factory = KeyFactory.getInstance("RSA");
            PrivateKey key = factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(known)));
            RSAPrivateCrtKey numbers = (RSAPrivateCrtKey) key;
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(numbers.getModulus(), numbers.getPublicExponent())),
                    key);
        } catch (GeneralSecurityException e) {
            throw new HomeException("the secret " + folder.resolve(name) + " is not an RSA key", e);
        }
    }

    private @Nullable String read(String name) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            PrivateFiles.restrict(file);
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the secret " + file, e);
        }
    }

    private void write(String name, String text) {
        try {
            PrivateFiles.folder(folder);
            PrivateFiles.write(folder, name, (text + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the secret " + folder.resolve(name), e);
        }
    }
}
