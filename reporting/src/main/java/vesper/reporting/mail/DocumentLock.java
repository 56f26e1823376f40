package vesper.reporting.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.DecryptionMaterial;
import org.apache.pdfbox.pdmodel.encryption.PDCryptFilterDictionary;
import org.apache.pdfbox.pdmodel.encryption.PDEncryption;
import org.apache.pdfbox.pdmodel.encryption.ProtectionPolicy;
import org.apache.pdfbox.pdmodel.encryption.SecurityHandler;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Makes copies of documents that a password opens (PDF 2.0, AES-256), without the password: the key of the copies is one for all of a
 * customer, and the other parts are the entries of ISO 32000-2, 7.6.4.4, that let a reader come from the password to the key.
 * Whoever has the bank's database has the documents without a lock; the password is what it must not give away. Never compared by
 * value.
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between database and file
public record DocumentLock(
        byte[] fileKey,
        byte[] ownerKey,
        byte[] ownerEncryptionKey,
        byte[] userKey,
        byte[] userEncryptionKey,
        byte[] perms,
        int permissions) {

    /** Fewest letters of a password. */
    public static final int SHORTEST = 8;

    /** Most letters; the format takes 127 bytes in UTF-8. */
    public static final int LONGEST = 30;

    private static final int REVISION = 6;
    private static final int VERSION = 5;
    private static final int KEY_BITS = 256;

    /** A lock that a password opens; takes some ten milliseconds. */
    public static DocumentLock of(String password) {
        try (PDDocument empty = new PDDocument()) {
            empty.addPage(new PDPage());
            StandardProtectionPolicy policy =
                    new StandardProtectionPolicy(UUID.randomUUID().toString(), password, new AccessPermission());
            policy.setEncryptionKeyLength(KEY_BITS);
            empty.protect(policy);
            empty.save(OutputStream.nullOutputStream());
            PDEncryption made = empty.getEncryption();
            return new DocumentLock(
                    made.getSecurityHandler().getEncryptionKey(),
                    made.getOwnerKey(),
                    made.getOwnerEncryptionKey(),
                    made.getUserKey(),
                    made.getUserEncryptionKey(),
                    made.getPerms(),
                    made.getPermissions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A locked copy. It is without the bank's signature, which covers the bytes as they were issued. */
    public byte[] copyOf(byte[] document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + 4096);
        try (PDDocument copy = Loader.loadPDF(document)) {
            copy.getDocumentCatalog().getCOSObject().removeItem(COSName.ACRO_FORM);
            for (PDPage page : copy.getPages()) {
                page.getCOSObject().removeItem(COSName.ANNOTS);
            }
            PDEncryption dictionary = new PDEncryption();
            dictionary.setSecurityHandler(new KeptKey(this));
            copy.setEncryptionDictionary(dictionary);
            copy.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void write(PDEncryption dictionary) throws IOException {
        dictionary.setFilter("Standard");
        dictionary.setVersion(VERSION);
        dictionary.setRevision(REVISION);
        dictionary.setLength(KEY_BITS);
        dictionary.setOwnerKey(ownerKey);
        dictionary.setOwnerEncryptionKey(ownerEncryptionKey);
        dictionary.setUserKey(userKey);
        dictionary.setUserEncryptionKey(userEncryptionKey);
        dictionary.setPerms(perms);
        dictionary.setPermissions(permissions);
        PDCryptFilterDictionary filter = new PDCryptFilterDictionary();
        filter.setCryptFilterMethod(COSName.AESV3);
        filter.setLength(KEY_BITS);
        dictionary.setStdCryptFilterDictionary(filter);
        dictionary.setStreamFilterName(COSName.STD_CF);
        dictionary.setStringFilterName(COSName.STD_CF);
    }

    /** Encrypts with a key that is there already, where the library's own handler would make one of a password. */
    private static final class KeptKey extends SecurityHandler<ProtectionPolicy> {
        private final DocumentLock lock;

        KeptKey(DocumentLock lock) {
            super(new StandardProtectionPolicy("", "", new AccessPermission()));
            this.lock = lock;
            setEncryptionKey(lock.fileKey());
            setAES(true);
        }

        @Override
        public void prepareDocumentForEncryption(PDDocument document) throws IOException {
            PDEncryption dictionary = document.getEncryption();
            lock.write(dictionary);
            document.setEncryptionDictionary(dictionary);
            document.getDocument().setEncryptionDictionary(dictionary.getCOSObject());
        }

        @Override
        public void prepareForDecryption(PDEncryption encryption, @Nullable COSArray id, DecryptionMaterial material) {
            throw new UnsupportedOperationException("locks and does not open");
        }
    }
}
