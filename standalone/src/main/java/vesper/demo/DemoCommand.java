package vesper.demo;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vesper.cli.Failures;
import vesper.cli.HomeOption;
import vesper.cli.Json;
import vesper.cli.Logging;
import vesper.feed.RunningApi;
import vesper.home.Home;
import vesper.up.RunningBank;
import vesper.up.StopSignal;

/** {@code vesper demo}: the whole bank, alive for a week of days and a month of nights. */
@Command(
        name = "demo",
        description =
                "In a fresh home: opens a bank of 520 customers, takes a week of card payments over HTTP, closes every"
                        + " day to the month's end, mails the statements and proves the books; then stays up. An earlier demo's home is"
                        + " removed. Status 1 if the books do not hold or a payment or mail is missing.")
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--exit", description = "End when the demo is over instead of staying up.")
    private boolean exit;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(
            names = "--port",
            paramLabel = "N",
            description =
                    "Port of the API and the console; the next five are used too (default: the first free from 8080).")
    private @Nullable Integer port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        long begin = System.nanoTime();
        StopSignal signal = StopSignal.listen();
        Logging.calmNights();
        int status = Failures.COULD_NOT;
        try (Home fresh = DemoHome.fresh(home.folder(), port)) {
            RunningBank.Opening opening = new RunningBank.Opening(Demo.FIRST_DAY, false);
            try (RunningBank bank = RunningBank.start(fresh, opening, err::println)) {
                double startSeconds = (System.nanoTime() - begin) / 1e9;
                DemoResult result = new Demo(bank, RunningApi.client(home.folder()), err::println, signal::isGiven)
                        .run(startSeconds);
                out.println(json ? Json.line(result.document()) : result.text());
                out.flush();
                if (!exit) {
                    bank.printAddresses(json ? err : out);
                    signal.await();
                    err.println("stopping");
                }
                status = result.holds() ? Failures.DONE : Failures.FOUND_WRONG;
            } catch (CancellationException e) {
                err.println("vesper: " + e.getMessage());
            }
            return status;
        } finally {
            signal.ended(status);
        }
    }
}
