package vesper.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.home.Secrets;

/**
 * The bank's PostgreSQL server as a child process with its data in the home, fsync on.
 *
 * <p>It is started through {@code pg_ctl}, in a session of its own: an interrupt from the keyboard ends the bank first and
 * the database after it. So a kill of the bank's process group leaves the server running; the next start stops it before
 * it starts its own. A server that was killed itself recovers from its write-ahead log.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String BANK = "vesper";
    private static final String ADMIN = "postgres";
    private static final String MAJOR_VERSION = "18";
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration FAST_STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration RETRY_LIMIT = Duration.ofSeconds(15);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    /** Unknown role, wrong password, unknown database: the bank's role and database are not set up yet. */
    private static final Set<String> NOT_SET_UP = Set.of("28000", "28P01", "3D000");

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Path folder;
    private final Path data;
    private final Path logs;
    private final int port;
    private final PostgresPrograms programs;
    private final PostmasterFile note;
    private final DatabaseAddress address;
    private final DatabaseAddress admin;

    private EmbeddedPostgres(Home home, PostgresPrograms programs) {
        this.folder = home.folder();
        this.data = home.postgres();
        this.logs = home.logs();
        this.port = home.ports().postgres();
        this.programs = programs;
        this.note = new PostmasterFile(data);
        Secrets secrets = home.secrets();
        this.address = addressOf(home.ports(), secrets.text(Secrets.DATABASE_PASSWORD));
        this.admin = new DatabaseAddress(url(ADMIN), ADMIN, secrets.text(Secrets.DATABASE_ADMIN_PASSWORD));
    }

    /**
     * Starts the home's server: stops one that a killed bank left running, makes the data folder if there is none, and
     * returns when the bank's database takes connections.
     *
     * @throws vesper.home.HomeException if another program has the port
     * @throws EmbeddedServerException if the server does not start; the message holds what it said
     */
    public static EmbeddedPostgres start(Home home) {
        return start(home, PostgresBinaries.in(PostgresBinaries.userCache()));
    }

    static EmbeddedPostgres start(Home home, PostgresBinaries binaries) {
        EmbeddedPostgres server = new EmbeddedPostgres(home, new PostgresPrograms(binaries));
        try {
            server.stopOrphan();
            Ports.requireFree(server.port, "PostgreSQL");
            server.makeDataFolder();
            server.launch();
        } catch (IOException e) {
            throw new EmbeddedServerException("PostgreSQL does not start in " + server.data + ": " + e.getMessage(), e);
        }
        try {
            server.setUpBank();
            return server;
        } catch (SQLException e) {
            server.close();
            throw new EmbeddedServerException("the bank's database cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Stops the server that a killed bank left running in the home, if there is one. */
    public static void stopLeftBehind(Home home) {
        EmbeddedPostgres server =
                new EmbeddedPostgres(home, new PostgresPrograms(PostgresBinaries.in(PostgresBinaries.userCache())));
        try {
            server.stopOrphan();
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "the PostgreSQL server left in " + server.data + " does not stop: " + e.getMessage(), e);
        }
    }

    /** Where the database of the bank with these ports is, for processes beside the one that owns it. */
    public static DatabaseAddress addressOf(Ports ports, String password) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + BANK, BANK, password);
    }

    /** Where the bank finds its database. */
    public DatabaseAddress address() {
        return address;
    }

    /** Stops the server: open connections are cut, then everything is written. Harmless when repeated. */
    @Override
    public void close() {
        if (note.exists()) {
            stop();
        }
    }

    private void stopOrphan() throws IOException {
        if (note.server().isPresent()) {
            LOG.warn("stopping the PostgreSQL server that a killed bank left in {}", data);
            stop();
        }
        note.disownForeignPid();
    }

    private void stop() {
        PostgresPrograms.Outcome fast = pgCtl("stop", "-m", "fast", "-t", seconds(FAST_STOP_LIMIT));
        if (fast.status() == 0 || !note.exists()) {
            return;
        }
        LOG.warn("PostgreSQL does not stop in time, so it is stopped at once: {}", fast.output());
        PostgresPrograms.Outcome immediate = pgCtl("stop", "-m", "immediate", "-t", seconds(FAST_STOP_LIMIT));
        if (immediate.status() != 0 && note.exists()) {
            throw new EmbeddedServerException("PostgreSQL does not stop: " + immediate.output());
        }
    }

    private void makeDataFolder() throws IOException {
        Path version = data.resolve("PG_VERSION");
        if (Files.exists(version)) {
            String major = Files.readString(version).strip();
            if (!major.equals(MAJOR_VERSION)) {
                throw new EmbeddedServerException(data + " was written by PostgreSQL " + major + ", and this is "
                        + MAJOR_VERSION + ": carry the data over with pg_dump of the old version");
            }
            return;
        }
        if (Files.exists(data)) {
            throw new EmbeddedServerException(data + " is there but is no database: move it away");
        }
        // Made beside and then renamed, so that a kill in the middle leaves no half of a database.
        Path fresh = folder.resolve("pg.new");
        Folders.delete(fresh);
        Path password = Files.createTempFile(folder, ".pg", ".pw");
        try {
            Files.writeString(password, admin.password());
            PostgresPrograms.Outcome made = programs.run(
                    "initdb",
                    List.of(
                            "--pgdata=" + fresh,
                            "--username=" + ADMIN,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C"));
            if (made.status() != 0) {
                throw new EmbeddedServerException("initdb failed: " + made.output());
            }
        } finally {
            Files.delete(password);
        }
        Files.move(fresh, data);
    }

    private void launch() throws IOException {
        Files.writeString(data.resolve("postgresql.conf"), PostgresSettings.configuration(port, logs));
        Files.writeString(data.resolve("pg_hba.conf"), PostgresSettings.access());
        Path startLog = logs.resolve("postgresql-start.log");
        boolean killed = note.exists();
        long deadline = System.nanoTime() + RETRY_LIMIT.toNanos();
        while (true) {
            Files.deleteIfExists(startLog);
            PostgresPrograms.Outcome started = pgCtl("start", "-t", seconds(START_LIMIT), "-l", startLog.toString());
            if (started.status() == 0) {
                return;
            }
            // Processes of a killed server end by themselves, but not in the same instant as their parent.
            if (!killed || System.nanoTime() > deadline) {
                throw new EmbeddedServerException("PostgreSQL does not start: " + started.output() + "\n"
                        + lastLines(startLog) + lastLines(newestLog()));
            }
            Pauses.pause(RETRY_PAUSE);
        }
    }

    /** Makes sure that the bank can sign in and has a database; its role is no superuser. */
    private void setUpBank() throws SQLException {
        if (bankCanSignIn()) {
            return;
        }
        try (Connection connection = open(admin);
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + BANK + "'")) {
                statement.execute("CREATE ROLE " + BANK + " LOGIN");
            }
            // Letters, digits, - and _ only; statements are not logged, and the server keeps a salted hash.
            statement.execute("ALTER ROLE " + BANK + " PASSWORD '" + address.password() + "'");
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + BANK + "'")) {
                statement.execute("CREATE DATABASE " + BANK + " OWNER " + BANK);
            }
        }
    }

    private boolean bankCanSignIn() throws SQLException {
        try {
            open(address).close();
            return true;
        } catch (SQLException e) {
            if (NOT_SET_UP.contains(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static Connection open(DatabaseAddress where) throws SQLException {
        return DriverManager.getConnection(where.url(), where.user(), where.password());
    }

    private PostgresPrograms.Outcome pgCtl(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "-D", data.toString(), "-w", "-s"));
        arguments.addAll(List.of(more));
        return programs.run("pg_ctl", arguments);
    }

    private Path newestLog() throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> file.getFileName().toString().matches("postgresql-\\w{3}\\.log"))
                    .max((a, b) ->
                            Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
                    .orElse(logs.resolve("postgresql.log"));
        }
    }

    private static String lastLines(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size())) + "\n";
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
