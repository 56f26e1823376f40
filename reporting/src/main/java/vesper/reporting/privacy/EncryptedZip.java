package vesper.reporting.privacy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import net.lingala.zip4j.io.inputstream.ZipInputStream;
import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.LocalFileHeader;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.EncryptionMethod;

/** A ZIP file each of whose entries is under AES-256; written in one go. */
final class EncryptedZip implements AutoCloseable {

    private final ZipOutputStream zip;

    EncryptedZip(OutputStream out, String passphrase) throws IOException {
        zip = new ZipOutputStream(out, passphrase.toCharArray());
    }

    void put(String name, byte[] content) throws IOException {
        ZipParameters entry = new ZipParameters();
        entry.setFileNameInZip(name);
        entry.setEncryptFiles(true);
        entry.setEncryptionMethod(EncryptionMethod.AES);
        entry.setAesKeyStrength(AesKeyStrength.KEY_STRENGTH_256);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** The same entries under another passphrase. */
    static byte[] under(byte[] file, String passphrase, String other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file), passphrase.toCharArray());
                EncryptedZip to = new EncryptedZip(out, other)) {
            for (LocalFileHeader entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                to.put(entry.getFileName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
