package vesper.reporting.archive;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;

/** Where copies of issued documents are kept, by the SHA-256 of their content, 64 hexadecimal digits in small letters. */
public interface DocumentArchive {

    /**
     * Keeps a content; one that is there already stays as it is. Returns when it will outlive the process.
     *
     * @param keepUntil the last day on which it must be there
     */
    void put(String sha256, byte[] content, LocalDate keepUntil) throws IOException;

    /** The content of this hash, as it is kept; whether it still has the hash is for the caller to see. */
    Optional<byte[]> get(String sha256) throws IOException;

    /** Forgets a content; one that is not there is no error. */
    void remove(String sha256) throws IOException;
}
