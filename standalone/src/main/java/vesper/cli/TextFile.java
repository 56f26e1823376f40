package vesper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that a command is given as a file. */
final class TextFile {
    private TextFile() {}

    /** @throws CommandFailure naming the file, if it cannot be read */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
