package vesper.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import vesper.home.Ports;

class EmbeddedServersTest {
    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void everyServerListensOnTheLoopbackInterfaceOnly() throws Exception {
        int port = Ports.anyFree().base();
        try (ChildJvm child = ChildJvm.start(ServersChild.class, folder.toString(), Integer.toString(port))) {
            assertThat(child.awaitLine()).startsWith("ready");
            Set<String> inProcess = ListeningSockets.of(child.handle().pid());
            Set<String> database = ListeningSockets.of(postmaster());

            assertThat(inProcess).as("Kafka, its controller, Flink, SMTP").hasSizeGreaterThanOrEqualTo(4);
            assertThat(database).hasSize(1);
            assertThat(inProcess).allMatch(ListeningSockets::isLoopback);
            assertThat(database).allMatch(ListeningSockets::isLoopback);
            child.terminate();
        }
    }

    @Test
    void serversOfAKilledBankStartAgainAndASignalEndsThemAll() throws Exception {
        String port = Integer.toString(Ports.anyFree().base());
        try (ChildJvm killed = ChildJvm.start(ServersChild.class, folder.toString(), port)) {
            killed.awaitLine();
            killed.kill();
        }
        long orphan = postmaster();
        try (ChildJvm child = ChildJvm.start(ServersChild.class, folder.toString(), port)) {
            assertThat(child.awaitLine()).startsWith("ready");
            long server = postmaster();
            assertThat(server).isNotEqualTo(orphan);
            assertThat(program(orphan)).isEmpty();

            assertThat(child.terminate()).isEqualTo(143);
            assertThat(program(server)).isEmpty();
            assertThat(folder.resolve("run.json")).doesNotExist();
        }
    }

    /** What a process runs; nothing if it has ended, also where nobody has collected its exit status. */
    private static Optional<String> program(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().command());
    }

    private long postmaster() throws Exception {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("pg/postmaster.pid")).get(0));
    }
}
