package vesper.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vesper.bank.Bank;
import vesper.bank.seal.SealKey;
import vesper.bank.seal.SealPublicKeys;

/**
 * Where the key is that closed days are sealed with: {@code VESPER_SEAL_KEY_FILE}, else in the home's secrets; its public half
 * is beside it.
 */
public final class SealKeyFile {
    private SealKeyFile() {}

    public static Path of(Path home) {
        String given = System.getenv("VESPER_SEAL_KEY_FILE");
        return given == null
                ? home.toAbsolutePath().normalize().resolve("secrets").resolve("seal-key.pem")
                : Path.of(given);
    }

    /**
     * The public keys to trust: those of the given PEM file, else that beside the bank's key, else those that the database has.
     *
     * @throws CommandFailure if the given file cannot be read
     */
    static SealPublicKeys trusted(@Nullable Path given, Path home, Bank bank) {
        Path beside = SealKey.publicFile(of(home));
        if (given == null && !Files.exists(beside)) {
            return bank.seals().storedKeys();
        }
        Path file = given == null ? beside : given;
        try {
            return SealPublicKeys.parse(Files.readString(file));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new CommandFailure("cannot read a public key from " + file + ": " + e.getMessage(), e);
        }
    }
}
