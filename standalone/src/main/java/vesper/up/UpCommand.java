package vesper.up;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vesper.cli.HomeOption;
import vesper.home.Home;

/** {@code vesper up}: runs the bank until it is told to stop. */
@Command(
        name = "up",
        description =
                "Starts the bank and keeps it until SIGTERM or Ctrl-C. After any kill, 'up' again goes on where it was.")
public final class UpCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the API and the console from now on; the next five are used too (default: 8080).")
    private @Nullable Integer port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return StopSignal.during(signal -> {
            try (Home owned = Home.open(home.folder(), port)) {
                owned.ports().requireFreeInProcess();
                LocalDate today = LocalDate.now(Clock.systemUTC());
                try (RunningBank bank = RunningBank.start(owned, new RunningBank.Opening(today, true), err::println)) {
                    out.println("ready");
                    bank.printAddresses(out);
                    signal.await();
                    err.println("stopping");
                }
            }
        });
    }
}
