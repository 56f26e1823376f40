package vesper.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import vesper.cli.CommandFailure;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.home.PrivateFiles;

/** The home of a demo: always a fresh one. An earlier demo's home is removed; any other bank's is left alone. */
final class DemoHome {
    private static final String MARK = "demo";

    private DemoHome() {}

    /**
     * Makes a fresh home.
     *
     * @param port base port; null for the first that is free
     * @throws CommandFailure if there is a bank in the folder that is no demo
     * @throws vesper.home.HomeException if a bank is running in the folder
     */
    static Home fresh(Path folder, @Nullable Integer port) {
        try {
            if (Home.isHome(folder)) {
                if (!Files.exists(folder.resolve(MARK))) {
                    throw new CommandFailure("there is a bank in " + folder
                            + " that is not a demo, and a demo needs a fresh home: give another --data");
                }
                remove(folder);
            }
            Home home = Home.open(folder, port == null ? Ports.free().base() : port);
            PrivateFiles.write(
                    home.folder(),
                    MARK,
                    "The next vesper demo removes this bank.\n".getBytes(StandardCharsets.US_ASCII));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a fresh home in " + folder, e);
        }
    }

    /** Under the lock of the home, which goes last with the description that makes it a home. */
    private static void remove(Path folder) throws IOException {
        try (Home old = Home.open(folder, null)) {
            EmbeddedPostgres.stopLeftBehind(old);
            for (String part : new String[] {"pg", "kafka", "flink", "inbox", "archive", "logs", "secrets"}) {
                FileSystemUtils.deleteRecursively(old.folder().resolve(part));
            }
            Files.deleteIfExists(old.folder().resolve("home.json"));
        }
    }
}
