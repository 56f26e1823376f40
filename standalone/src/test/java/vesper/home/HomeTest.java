package vesper.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    private static final Instant NOW = Instant.parse("2026-01-31T18:00:00Z");

    @TempDir
    Path folder;

    @Test
    void secondOwnerIsRefusedAndTheFirstOnesPidIsNamed() {
        try (Home home = Home.open(folder, 9100)) {
            home.announce(NOW);

            assertThatThrownBy(() -> Home.open(folder, null))
                    .isInstanceOf(HomeException.class)
                    .hasMessageContaining("already runs")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("9100");
        }
    }

    @Test
    void refusedOwnerLeavesTheNoteOfTheOwner() {
        try (Home home = Home.open(folder, 9100)) {
            Running owner = home.announce(NOW);
            assertThatThrownBy(() -> Home.open(folder, null)).isInstanceOf(HomeException.class);

            assertThat(Home.running(folder)).contains(owner);
        }
    }

    @Test
    void closedHomeCanBeOpenedAgainAndNothingRunsInIt() {
        try (Home home = Home.open(folder, null)) {
            home.announce(NOW);
        }
        assertThat(folder.resolve("run.json")).doesNotExist();
        assertThat(Home.running(folder)).isEmpty();
        Home.open(folder, null).close();
    }

    @Test
    void noteOfADeadProcessIsNotARunningBank() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Home.open(folder, null).close();
        Files.writeString(folder.resolve("run.json"), note(dead.pid(), NOW));

        assertThat(Home.running(folder)).isEmpty();
    }

    @Test
    void noteWhosePidBelongsToAnotherProgramByNowIsNotARunningBank() throws Exception {
        Home.open(folder, null).close();
        Files.writeString(
                folder.resolve("run.json"), note(ProcessHandle.current().pid(), NOW));

        assertThat(Home.running(folder)).isEmpty();
    }

    @Test
    void portStaysWithTheHomeUntilAnotherIsGiven() {
        Home.open(folder, null).close();
        assertThat(portsOnOpening(null)).isEqualTo(new Ports(8080));
        assertThat(portsOnOpening(9200)).isEqualTo(new Ports(9200));
        assertThat(portsOnOpening(null)).isEqualTo(new Ports(9200));
    }

    @Test
    void portsFollowTheBaseInARow() {
        assertThat(new Ports(9000).byName().values()).containsExactly(9000, 9001, 9002, 9003, 9004, 9005);
    }

    @Test
    void impossiblePortIsRefusedWithTheRange() {
        assertThatThrownBy(() -> Home.open(folder, 80))
                .hasMessageContaining("80")
                .hasMessageContaining("1024 to 65530");
        assertThatThrownBy(() -> new Ports(65_531)).hasMessageContaining("65531");
    }

    @Test
    void takenPortIsNamedWithItsUse() throws IOException {
        Ports ports = Ports.anyFree();
        try (ServerSocket other = new ServerSocket(ports.smtp(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(ports::requireFreeInProcess)
                    .isInstanceOf(HomeException.class)
                    .hasMessageContaining(Integer.toString(other.getLocalPort()))
                    .hasMessageContaining("SMTP");
        }
    }

    @Test
    void homeOfANewerProgramIsRefused() throws IOException {
        Files.writeString(folder.resolve("home.json"), "{\"layout\":2,\"port\":8080}");

        assertThatThrownBy(() -> Home.open(folder, null)).hasMessageContaining("newer version");
        Files.writeString(folder.resolve("home.json"), "{\"layout\":1,\"port\":8080}");
        Home.open(folder, null).close();
    }

    @Test
    void secretsAreDrawnOnceAndReadableByTheOwnerOnly() throws Exception {
        String password;
        byte[] key;
        Object signing;
        try (Home home = Home.open(folder, null)) {
            password = home.secrets().text(Secrets.DATABASE_PASSWORD);
            key = home.secrets().bytes(Secrets.CARD_KEY);
            signing = home.secrets().rsaKey(Secrets.TOKEN_SIGNING_KEY).getPrivate();
        }
        assertThat(key).hasSize(32);
        assertThat(java.util.Base64.getDecoder().decode(Home.secretsOf(folder).cardKey()))
                .isEqualTo(key);
        assertThat(Home.secretsOf(folder).text(Secrets.DATABASE_PASSWORD)).isEqualTo(password);
        assertThat(Home.secretsOf(folder).rsaKey(Secrets.TOKEN_SIGNING_KEY).getPrivate())
                .isEqualTo(signing);
        try (Stream<Path> files = Files.list(folder.resolve("secrets"))) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    private Ports portsOnOpening(Integer port) {
        try (Home home = Home.open(folder, port)) {
            return home.ports();
        }
    }

    private static String note(long pid, Instant processStartedAt) {
        return "{\"pid\":" + pid + ",\"processStartedAt\":\"" + processStartedAt + "\",\"startedAt\":\"" + NOW
                + "\",\"ports\":{\"web\":8080}}";
    }
}
