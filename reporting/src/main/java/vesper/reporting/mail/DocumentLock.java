package vesper.reporting.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.DecryptionMaterial;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.encryption.PDCryptFilterDictionary;
import org.apache.pdfbox.pdmodel.encryption.PDEncryption;
import org.apache.pdfbox.pdmodel.encryption.ProtectionPolicy;
import org.apache.pdfbox.pdmodel.encryption.SecurityHandler;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.jspecify.annotations.Nullable;
import vesper.reporting.pdf.SignatureRoom;

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

    /** Numbers of ten figures; those that take their place are not longer. */
    private static final List<Integer> ROOM_FOR_RANGE =
            List.of(0, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final Pattern RANGE = Pattern.compile("/ByteRange *\\[(0(?: " + Integer.MAX_VALUE + "){3}) *]");
    private static final int LEADING_ZEROS = 64;
    private static final String CONTENTS = "/Contents <" + "0".repeat(LEADING_ZEROS);
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

    /** The lock that a row of {@code document_lock} describes. */
    public static DocumentLock of(ResultSet row) throws SQLException {
        return new DocumentLock(
                row.getBytes("file_key"),
                row.getBytes("owner_key"),
                row.getBytes("owner_encryption_key"),
                row.getBytes("user_key"),
                row.getBytes("user_encryption_key"),
                row.getBytes("perms"),
                row.getInt("permissions"));
    }

    /** Whether a password opens copies; asks a copy of an empty document, since that is what a reader would do. */
    public boolean opensWith(String password) {
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(empty);
            Loader.loadPDF(copyOf(empty.toByteArray(), null), password).close();
            return true;
        } catch (InvalidPasswordException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A locked copy, signed in its turn if the document is: a signature covers the bytes of one file.
     *
     * @param signer makes a CMS signature of bytes; null leaves the copy unsigned
     */
    public byte[] copyOf(byte[] document, @Nullable UnaryOperator<byte[]> signer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + 4096);
        boolean signed;
        try (PDDocument copy = Loader.loadPDF(document)) {
            List<PDSignature> signatures = copy.getSignatureDictionaries();
            COSString room = new COSString(new byte[SignatureRoom.BYTES], true);
            signed = signer != null && !signatures.isEmpty();
            if (signed) {
                COSDictionary signature = signatures.get(0).getCOSObject();
                signature.setItem(COSName.CONTENTS, room);
                signature.setItem(COSName.BYTERANGE, COSArray.ofCOSIntegers(ROOM_FOR_RANGE));
            } else {
                unsign(copy);
            }
            PDEncryption dictionary = new PDEncryption();
            dictionary.setSecurityHandler(new KeptKey(this, room));
            copy.setEncryptionDictionary(dictionary);
            copy.save(out, CompressParameters.NO_COMPRESSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] locked = out.toByteArray();
        if (signed && signer != null) {
            roomIn(locked).sign(locked, signer);
        }
        return locked;
    }

    private static void unsign(PDDocument copy) {
        copy.getDocumentCatalog().getCOSObject().removeItem(COSName.ACRO_FORM);
        for (PDPage page : copy.getPages()) {
            page.getCOSObject().removeItem(COSName.ANNOTS);
        }
    }

    private static SignatureRoom roomIn(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        Matcher range = RANGE.matcher(text);
        int contents = text.indexOf(CONTENTS);
        if (contents < 0 || !range.find()) {
            throw new IllegalStateException("the copy has no room for its signature");
        }
        return new SignatureRoom(
                range.start(1), range.end(1) - range.start(1), contents + CONTENTS.length() - LEADING_ZEROS - 1);
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
        private final COSString signature;

        /** @param signature is not encrypted (ISO 32000-2, 7.6.2) */
        KeptKey(DocumentLock lock, COSString signature) {
            super(new StandardProtectionPolicy("", "", new AccessPermission()));
            this.lock = lock;
            this.signature = signature;
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
        @SuppressWarnings("ReferenceEquality") // this string, not one that is alike
        public void encryptString(COSString string, long object, int generation) throws IOException {
            if (string != signature) {
                super.encryptString(string, object, generation);
            }
        }

        @Override
        public void prepareForDecryption(PDEncryption encryption, @Nullable COSArray id, DecryptionMaterial material) {
            throw new UnsupportedOperationException("locks and does not open");
        }
    }
}
