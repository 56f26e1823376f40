package vesper.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    @TempDir
    private Path folder;

    @Test
    void keyIsMadeOnceAndReadableByItsOwnerOnly() throws IOException {
        Path file = folder.resolve("secrets/key.pem");

        var made = SigningKey.loadOrCreate(file);

        assertThat(SigningKey.loadOrCreate(file)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("secrets")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void base64WithoutItsFrameIsTheSameKey() throws IOException {
        Path pem = folder.resolve("key.pem");
        var key = SigningKey.loadOrCreate(pem);
        Path bare = folder.resolve("bare");
        Files.writeString(
                bare, Files.readString(pem).replaceAll("-----.*-----", "").replaceAll("\\s", "") + "\n");

        assertThat(SigningKey.loadOrCreate(bare).getKeyID()).isEqualTo(key.getKeyID());
    }

    @Test
    void fileWithoutAKeyIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("key.pem"), "secret words");

        assertThatThrownBy(() -> SigningKey.loadOrCreate(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("secret words");
    }
}
