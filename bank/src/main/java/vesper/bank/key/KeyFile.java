package vesper.bank.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with a private key that its owner alone may read. */
public final class KeyFile {
    private KeyFile() {}

    /**
     * Makes the file, unless another process is first: then its key is the one. Written beside and moved into place, so that a
     * process that starts at the same time sees a whole key or none.
     *
     * @throws IOException if the file cannot be written, or has no folder
     */
    public static void create(Path file, String text) throws IOException {
        create(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #create(Path, String)}, of bytes. */
    public static void create(Path file, byte[] content) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException("the key file needs a folder");
        }
        Files.createDirectories(parent);
        FileAttribute<?>[] ownerOnly =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Path part = Files.createTempFile(parent, "key", ".part", ownerOnly);
        try {
            Files.write(part, content);
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException e) {
            // Another process was first.
        } catch (UnsupportedOperationException e) {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
