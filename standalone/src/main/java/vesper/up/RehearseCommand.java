package vesper.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import vesper.cli.CommandFailure;
import vesper.cli.Failures;
import vesper.feed.ApiClient;
import vesper.feed.RunningApi;
import vesper.home.Home;
import vesper.home.Ports;

/**
 * {@code vesper rehearse}: a bank that starts, opens an account, proves its books and ends, in a folder that is removed. The
 * script runs it once after a build, to keep the classes that a start needs.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description =
                "Starts a bank in a folder of its own, opens an account, and removes it all: what a build ends with.")
public final class RehearseCommand implements Callable<Integer> {
    private static final Map<String, Object> ACCOUNT = Map.of(
            "cardAccounts", List.of(Map.of("card", "4000000000000002", "currency", "USD", "openingBalance", "100.00")));

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("vesper-rehearsal");
        RunningBank.Opening opening = new RunningBank.Opening(LocalDate.now(Clock.systemUTC()), true);
        try (Home home = Home.open(folder, Ports.anyFree().base());
                RunningBank bank = RunningBank.start(home, opening, doing -> {})) {
            ApiClient.Answer answer = RunningApi.client(folder)
                    .post("/v1/card-accounts/batch", ACCOUNT)
                    .join();
            if (answer.status() / 100 != 2) {
                throw new CommandFailure("the bank does not open an account: " + answer.problem());
            }
            if (!bank.bank().proof().check().holds()) {
                throw new CommandFailure("the books do not hold");
            }
            return Failures.DONE;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
