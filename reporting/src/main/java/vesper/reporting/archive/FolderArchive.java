package vesper.reporting.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An archive of files: {@code 3f/3fa4....pdf}, written beside their place, brought to the disk, and moved there as a whole, so that
 * a file that is there is complete. Files are read-only; that nobody removes them too early is for the folder's rights to see to.
 */
public final class FolderArchive implements DocumentArchive {

    private static final int FOLDER_NAME = 2;

    private final Path folder;

    /** @param folder made when it is first needed */
    public FolderArchive(Path folder) {
        this.folder = folder;
    }

    private Path place(String sha256) {
        return folder.resolve(sha256.substring(0, FOLDER_NAME)).resolve(sha256 + ".pdf");
    }

    @Override
    public void put(String sha256, byte[] content, LocalDate keepUntil) throws IOException {
        Path place = place(sha256);
        if (Files.exists(place)) {
            return;
        }
        Files.createDirectories(folder.resolve(sha256.substring(0, FOLDER_NAME)));
        Path written = Files.createTempFile(folder, sha256, ".part");
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(written);
            throw e;
        }
        if (!written.toFile().setReadOnly()) {
            throw new IOException("cannot protect " + written);
        }
        Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Optional<byte[]> get(String sha256) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(place(sha256)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void remove(String sha256) throws IOException {
        Files.deleteIfExists(place(sha256));
    }

    @Override
    public String toString() {
        return "folder " + folder;
    }
}
