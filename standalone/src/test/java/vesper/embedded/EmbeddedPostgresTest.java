package vesper.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.home.Home;
import vesper.home.HomeException;
import vesper.home.Ports;

class EmbeddedPostgresTest {
    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void open() {
        home = Home.open(folder, Ports.anyFree().base());
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void serverIsDurableAndListensOnLoopbackOnly() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(server, "SHOW data_checksums")).isEqualTo("on");
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Files.readAllLines(folder.resolve("pg/postmaster.pid")).get(4))
                    .as("socket folder")
                    .isEmpty();
            assertThat(ask(server, "SHOW jit")).isEqualTo("off");
            assertThat(ask(server, "SELECT usesuper FROM pg_user WHERE usename = current_user"))
                    .isEqualTo("f");
        }
    }

    @Test
    void passwordIsAskedFor() {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            String url = server.address().url();
            assertThatThrownBy(() -> DriverManager.getConnection(url, "vesper", "guess"))
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "postgres"))
                    .hasMessageContaining("password authentication failed");
            assertThat(server.address().toString())
                    .doesNotContain(server.address().password());
        }
    }

    @Test
    void stoppedServerKeepsItsRows() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            run(server, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (1)");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            assertThat(ask(server, "SELECT n FROM kept")).isEqualTo("1");
        }
        assertThat(folder.resolve("pg/postmaster.pid")).doesNotExist();
    }

    @Test
    void serverThatAKilledBankLeftRunningIsReplaced() throws SQLException {
        EmbeddedPostgres orphan = EmbeddedPostgres.start(home);
        run(orphan, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (1)");
        String firstStart = ask(orphan, "SELECT pg_postmaster_start_time()");
        try (Connection stillOpen = connect(orphan);
                EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            assertThat(ask(server, "SELECT n FROM kept")).isEqualTo("1");
            assertThat(ask(server, "SELECT pg_postmaster_start_time()")).isNotEqualTo(firstStart);
            assertThatThrownBy(() -> stillOpen.createStatement().execute("SELECT 1"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void killedServerRecoversWhileItsBackendsAreStillAround() throws Exception {
        EmbeddedPostgres killed = EmbeddedPostgres.start(home);
        run(killed, "CREATE TABLE kept (n int)", "INSERT INTO kept SELECT generate_series(1, 10000)");
        try (Connection busy = connect(killed);
                Statement statement = busy.createStatement()) {
            statement.execute("SET statement_timeout = '30s'");
            Thread query = new Thread(() -> {
                try {
                    statement.execute("SELECT pg_sleep(20)");
                } catch (SQLException e) {
                    // the connection breaks when the server is killed
                }
            });
            query.start();
            kill(postmaster());
            try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
                assertThat(ask(server, "SELECT count(*) FROM kept")).isEqualTo("10000");
            }
            query.join();
        }
    }

    @Test
    void noteOfADeadServerWhosePidAnotherProgramHasNowDoesNotHinder() throws Exception {
        EmbeddedPostgres killed = EmbeddedPostgres.start(home);
        kill(postmaster());
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            List<String> note = Files.readAllLines(folder.resolve("pg/postmaster.pid"));
            note.set(0, Long.toString(other.pid()));
            Files.write(folder.resolve("pg/postmaster.pid"), note);

            try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
                assertThat(ask(server, "SELECT 1")).isEqualTo("1");
            }
            assertThat(other.isAlive()).as("the other program is left alone").isTrue();
        } finally {
            other.destroyForcibly();
        }
        killed.close();
    }

    @Test
    void takenPortIsNamed() throws Exception {
        int port = home.ports().postgres();
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> EmbeddedPostgres.start(home))
                    .isInstanceOf(HomeException.class)
                    .hasMessageContaining("PostgreSQL")
                    .hasMessageContaining(Integer.toString(port));
        }
    }

    @Test
    void brokenSettingIsReportedInTheServersOwnWords() throws Exception {
        EmbeddedPostgres.start(home).close();
        Files.writeString(folder.resolve("pg/local.conf"), "work_mem = 'a lot'\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(home))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("invalid value for parameter \"work_mem\"");
    }

    @Test
    void halfMadeDataFolderIsMadeAnew() throws Exception {
        Files.createDirectories(folder.resolve("pg.new/base"));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    private ProcessHandle postmaster() throws Exception {
        String pid = Files.readAllLines(folder.resolve("pg/postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void kill(ProcessHandle process) throws Exception {
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        DatabaseAddress where = server.address();
        return DriverManager.getConnection(where.url(), where.user(), where.password());
    }

    private static void run(EmbeddedPostgres server, String... statements) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(EmbeddedPostgres server, String query) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
