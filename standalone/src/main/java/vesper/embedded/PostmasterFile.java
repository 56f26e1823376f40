package vesper.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The note that a PostgreSQL server keeps in its data folder while it runs, and that a kill leaves behind. */
final class PostmasterFile {
    private final Path data;
    private final Path file;

    PostmasterFile(Path data) {
        this.data = data;
        this.file = data.resolve("postmaster.pid");
    }

    /** The server of this very data folder, if it is alive; never another program that was given its pid since. */
    Optional<ProcessHandle> server() throws IOException {
        return noted().filter(this::servesThisFolder);
    }

    /**
     * Takes the pid out of a note whose pid belongs to another program by now. PostgreSQL would refuse to start for it. The
     * rest of the note stays, because by its shared memory key the server makes sure that no process of a killed
     * predecessor still writes: the pid of this process stands for "not a server" there, since a server passes over its
     * own ancestors.
     */
    void disownForeignPid() throws IOException {
        if (noted().isEmpty() || server().isPresent()) {
            return;
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        StringBuilder text =
                new StringBuilder().append(ProcessHandle.current().pid()).append('\n');
        lines.stream().skip(1).forEach(line -> text.append(line).append('\n'));
        Files.writeString(file, text);
    }

    boolean exists() {
        return Files.exists(file);
    }

    private Optional<ProcessHandle> noted() throws IOException {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            throw new IOException(file + " does not begin with a process id", e);
        }
    }

    private boolean servesThisFolder(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean program = info.command().map(path -> path.endsWith("postgres")).orElse(false);
        boolean folder = info.arguments()
                .map(arguments -> List.of(arguments).contains(data.toString()))
                .orElse(false);
        return program && folder;
    }
}
