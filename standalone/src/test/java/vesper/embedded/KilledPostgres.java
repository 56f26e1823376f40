package vesper.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The database server of a running bank, killed under it and started again, as a supervisor of services would. */
public final class KilledPostgres {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private KilledPostgres() {}

    /** Kills the server with {@code kill -9} and returns when a new one, on the same data, takes connections. */
    public static void killAndStartAgain(Path home) throws Exception {
        Path data = home.resolve("pg");
        ProcessHandle server = ProcessHandle.of(pid(data)).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.in(PostgresBinaries.userCache()));
        List<String> start = List.of(
                "start",
                "-D",
                data.toString(),
                "-w",
                "-s",
                "-l",
                home.resolve("logs/postgresql-start.log").toString());
        // Its processes end by themselves, but not in the same instant as their parent; until then none starts beside
        // them.
        Awaitility.await("a new database server")
                .atMost(PATIENCE)
                .until(() -> programs.run("pg_ctl", start).status() == 0);
    }

    private static long pid(Path data) throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    }
}
