package vesper.reporting.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import vesper.bank.key.KeyFile;

/** The key that documents are signed with, and its certificate. */
public final class DocumentKey {

    /** Whose certificate it is that the bank makes for itself: nobody should trust it. */
    static final String DEMONSTRATION = "CN=Vesper demonstration key - proves nothing,O=Vesper Bank";

    private static final String ALIAS = "documents";
    private static final int DEMONSTRATION_DAYS = 3650;

    private final PrivateKey privateKey;
    private final X509Certificate certificate;

    private DocumentKey(PrivateKey privateKey, X509Certificate certificate) {
        this.privateKey = privateKey;
        this.certificate = certificate;
    }

    /**
     * Reads the one key, EC or RSA, of a PKCS#12 keystore. If the file is not there, makes it with a key for demonstrations, whose
     * certificate says so; its owner alone may read it.
     *
     * @throws IllegalStateException if the file is no such keystore, or the password is wrong
     */
    public static DocumentKey loadOrMake(Path file, char[] password) {
        try {
            if (!Files.exists(file)) {
                KeyFile.create(file, demonstration(password));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the keystore " + file, e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("the keystore " + file + " cannot be made: " + e.getMessage(), e);
        }
        return load(file, password);
    }

    /**
     * Reads the one key, EC or RSA, of a PKCS#12 keystore.
     *
     * @throws IllegalStateException if the file is no such keystore, or the password is wrong
     * @throws UncheckedIOException if it cannot be read
     */
    public static DocumentKey load(Path file, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, password);
            }
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key
                        && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    return new DocumentKey(key, certificate);
                }
            }
            throw new IllegalStateException("the keystore " + file + " has no private key with a certificate");
        } catch (IOException e) {
            throw e.getCause() instanceof GeneralSecurityException
                    ? new IllegalStateException("the password of the keystore " + file + " is another", e)
                    : new UncheckedIOException("cannot use the keystore " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keystore " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static byte[] demonstration(char[] password)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Instant now = Instant.now();
        X500Name name = new X500Name(DEMONSTRATION);
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                new BigInteger(128, new SecureRandom()),
                                Date.from(now),
                                Date.from(now.plus(DEMONSTRATION_DAYS, ChronoUnit.DAYS)),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, pair.getPrivate(), password, new Certificate[] {certificate});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password);
        return out.toByteArray();
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /** Of the public half: whoever trusts it can check signatures. */
    public X509Certificate certificate() {
        return certificate;
    }
}
