package vesper.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import vesper.reporting.signature.DocumentKey;

/**
 * Where the key is that documents are signed with: the PKCS#12 keystore {@code VESPER_DOCUMENT_KEYSTORE} under the password
 * {@code VESPER_DOCUMENT_KEYSTORE_PASSWORD}, else one in the home's secrets, made for demonstrations.
 */
public final class DocumentKeyFile {
    private static final String DEMONSTRATION_PASSWORD = "demonstration";

    private DocumentKeyFile() {}

    /**
     * The key of a bank.
     *
     * @throws CommandFailure if the keystore cannot be used
     */
    public static DocumentKey of(Path home) {
        String given = System.getenv("VESPER_DOCUMENT_KEYSTORE");
        String password = System.getenv("VESPER_DOCUMENT_KEYSTORE_PASSWORD");
        Path file = given == null
                ? home.toAbsolutePath().normalize().resolve("secrets").resolve("document-key.p12")
                : Path.of(given);
        try {
            return DocumentKey.loadOrMake(file, (password == null ? DEMONSTRATION_PASSWORD : password).toCharArray());
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new CommandFailure(e.getMessage() + "; see VESPER_DOCUMENT_KEYSTORE in docs/OPERATING.md", e);
        }
    }
}
