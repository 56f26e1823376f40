package vesper.up;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vesper.cli.CommandFailure;
import vesper.cli.HomeOption;
import vesper.embedded.DatabaseAddress;
import vesper.embedded.EmbeddedFlink;
import vesper.embedded.FlinkSettings;
import vesper.home.Home;

/**
 * {@code vesper streams}: the stream jobs alone, on a Flink of this process, as a process of the bank beside others: Kafka and the database
 * are those of the environment.
 */
@Command(
        name = "streams",
        description =
                "Runs screening and booking on a Flink of its own, without a bank, until SIGTERM or Ctrl-C. Takes VESPER_KAFKA,"
                        + " VESPER_DB_URL, VESPER_DB_USER, and the database's password from db-password in VESPER_SECRETS.")
public final class StreamsCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Flink's page is at the fourth port after this one from now on (default: 8080).")
    private @Nullable Integer port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        String brokers = required("VESPER_KAFKA");
        Path secret = Path.of(required("VESPER_SECRETS")).resolve("db-password");
        DatabaseAddress database = new DatabaseAddress(
                required("VESPER_DB_URL"),
                required("VESPER_DB_USER"),
                Files.readString(secret).strip());
        FlinkSettings settings = FlinkSettings.defaults();
        return StopSignal.during(signal -> {
            try (Home owned = Home.open(home.folder(), port);
                    EmbeddedFlink flink = EmbeddedFlink.start(owned, settings)) {
                RunningBank.stream(RunningBank.STREAM_JOBS, flink, database, brokers, settings.checkpointInterval());
                RunningBank.awaitRunning(flink);
                out.println("Flink " + flink.ui());
                out.println("ready");
                out.flush();
                signal.await();
            }
        });
    }

    private static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new CommandFailure(name + " is not set: the environment says where Kafka and the database are");
        }
        return value;
    }
}
