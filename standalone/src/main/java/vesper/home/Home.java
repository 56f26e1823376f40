package vesper.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The home directory of an embedded bank, owned by this process until it is closed.
 *
 * <pre>
 * home.json   layout version and base port; kept
 * lock        held by the owner, empty
 * run.json    pid, start and ports of the owner; there only while it runs
 * secrets/    one file per secret, mode 0600
 * pg/ kafka/ flink/ inbox/ logs/
 * </pre>
 *
 * The folder itself is for its owner only (mode 0700): it holds a bank's books and keys.
 */
public final class Home implements AutoCloseable {
    private static final int LAYOUT = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What {@code home.json} holds. */
    record Description(int layout, int port) {}

    private final Path folder;
    private final Ports ports;
    private final Secrets secrets;
    private final FileChannel lockFile;

    private Home(Path folder, Ports ports, FileChannel lockFile) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = new Secrets(folder.resolve("secrets"));
        this.lockFile = lockFile;
    }

    /**
     * Takes ownership of a home, making it if it is not there.
     *
     * @param port base port from now on, or null for the one this home has ({@link Ports#DEFAULT_BASE} if it is new)
     * @throws HomeException if another process owns it (its pid is named) or a newer program made it
     */
    public static Home open(Path directory, @Nullable Integer port) {
        Path folder = directory.toAbsolutePath().normalize();
        try {
            PrivateFiles.folder(folder);
            FileChannel lockFile = lock(folder);
            try {
                Ports ports = settlePorts(folder, port);
                Files.deleteIfExists(folder.resolve("run.json"));
                for (String part : new String[] {"kafka", "flink", "inbox", "logs"}) {
                    Files.createDirectories(folder.resolve(part));
                }
                return new Home(folder, ports, lockFile);
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw new HomeException("cannot use " + folder + " as the bank's home: " + e.getMessage(), e);
        }
    }

    /** Whether a bank has ever been started in this directory. */
    public static boolean isHome(Path directory) {
        return Files.exists(directory.resolve("home.json"));
    }

    /** The bank that runs in this home now; empty if none does, also where a killed one left its note. */
    public static Optional<Running> running(Path directory) {
        Path note = directory.resolve("run.json");
        try {
            Running running = Running.of(JSON.readValue(Files.readAllBytes(note), Running.Note.class));
            return Optional.of(running).filter(Running::isAlive);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + note, e);
        } catch (JacksonException e) {
            throw new HomeException(note + " is not the note of a running bank: remove it", e);
        }
    }

    /** The secrets of a home that another process may own, for commands that talk to a running bank. */
    public static Secrets secretsOf(Path directory) {
        if (!isHome(directory)) {
            throw new HomeException(directory + " is not the home of a bank: start one with 'vesper up'");
        }
        return new Secrets(directory.toAbsolutePath().normalize().resolve("secrets"));
    }

    /** Says to other processes that the bank runs here; {@link #close} takes it back. */
    public Running announce(Instant startedAt) {
        Running running = Running.self(startedAt, ports);
        try {
            PrivateFiles.write(folder, "run.json", JSON.writeValueAsBytes(running.note()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write run.json in " + folder, e);
        }
        return running;
    }

    public Path folder() {
        return folder;
    }

    public Path postgres() {
        return folder.resolve("pg");
    }

    public Path kafka() {
        return folder.resolve("kafka");
    }

    public Path flink() {
        return folder.resolve("flink");
    }

    public Path inbox() {
        return folder.resolve("inbox");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    public Ports ports() {
        return ports;
    }

    public Secrets secrets() {
        return secrets;
    }

    /** Gives the home up: removes {@code run.json}, then lets the lock go. Harmless when repeated. */
    @Override
    public void close() {
        if (!lockFile.isOpen()) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve("run.json"));
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give up " + folder, e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // owned by this very process
        }
        if (lock == null) {
            channel.close();
            throw new HomeException(inUse(folder));
        }
        return channel;
    }

    private static String inUse(Path folder) {
        return running(folder)
                .map(owner -> "a bank already runs in " + folder + " (pid " + owner.pid() + ", port "
                        + owner.ports().base() + "): stop it, or give another --data")
                .orElse("another process is starting or stopping a bank in " + folder
                        + ": wait, or give another --data");
    }

    private static Ports settlePorts(Path folder, @Nullable Integer wanted) throws IOException {
        Path file = folder.resolve("home.json");
        int known = Ports.DEFAULT_BASE;
        boolean fresh = !Files.exists(file);
        if (!fresh) {
            Description description = describe(file);
            if (description.layout() > LAYOUT) {
                throw new HomeException(folder + " was made by a newer version of this program: use that one");
            }
            known = description.port();
        }
        Ports ports = new Ports(wanted == null ? known : wanted);
        if (fresh || ports.base() != known) {
            PrivateFiles.write(folder, "home.json", JSON.writeValueAsBytes(new Description(LAYOUT, ports.base())));
        }
        return ports;
    }

    private static Description describe(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), Description.class);
        } catch (JacksonException e) {
            throw new HomeException(file + " cannot be read: restore it, it says {\"layout\":1,\"port\":N}", e);
        }
    }
}
