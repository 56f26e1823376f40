package vesper.up;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vesper.cli.Failures;
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
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped), "stopping"));
        try (Home owned = Home.open(home.folder(), port)) {
            owned.ports().requireFreeInProcess();
            LocalDate today = LocalDate.now(Clock.systemUTC());
            try (RunningBank bank = RunningBank.start(owned, new RunningBank.Opening(today, true), err::println)) {
                bank.firstPasswords()
                        .forEach((user, password) ->
                                out.println("staff " + user + ", password (shown once): " + password));
                out.println("ready");
                out.println("  API      " + bank.url() + "/v1  (documentation " + bank.url() + "/docs)");
                out.println("  console  " + bank.url() + "/console");
                out.println("  inbox    " + bank.url() + "/inbox");
                out.println("  Flink    http://127.0.0.1:" + owned.ports().flink());
                out.flush();
                stop.await();
                err.println("stopping");
            }
        } finally {
            stopped.countDown();
        }
        return Failures.DONE;
    }

    private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
