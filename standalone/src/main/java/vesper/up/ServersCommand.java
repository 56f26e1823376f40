package vesper.up;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vesper.cli.HomeOption;
import vesper.embedded.DatabaseAddress;
import vesper.embedded.EmbeddedKafka;
import vesper.embedded.EmbeddedPostgres;
import vesper.embedded.EmbeddedSmtp;
import vesper.home.Home;

/**
 * {@code vesper servers}: the servers alone, for processes of the bank that are started beside them ({@code deploy/split.sh}). The
 * database's password is not printed: it is the file {@code secrets/database-password} of the home.
 */
@Command(
        name = "servers",
        description =
                "Starts PostgreSQL, Kafka and an inbox for mail, without a bank, and keeps them until SIGTERM or Ctrl-C."
                        + " Prints where they are, as the processes of the bank read it from their environment, then 'ready'.")
public final class ServersCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The servers' ports are the five after this one from now on (default: 8080).")
    private @Nullable Integer port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return StopSignal.during(signal -> {
            try (Home owned = Home.open(home.folder(), port);
                    EmbeddedPostgres postgres = EmbeddedPostgres.start(owned);
                    EmbeddedKafka kafka = EmbeddedKafka.start(owned);
                    EmbeddedSmtp mail = EmbeddedSmtp.start(owned, Clock.systemUTC())) {
                DatabaseAddress database = postgres.address();
                out.println("VESPER_DB_URL=" + database.url());
                out.println("VESPER_DB_USER=" + database.user());
                out.println("VESPER_KAFKA=" + kafka.bootstrapServers());
                out.println("VESPER_SMTP_HOST=127.0.0.1");
                out.println("VESPER_SMTP_PORT=" + mail.port());
                out.println("ready");
                out.flush();
                signal.await();
            }
        });
    }
}
