package vesper;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import vesper.backtest.BacktestCommand;
import vesper.bench.BenchCommand;
import vesper.cli.AccountCommand;
import vesper.cli.CertificatesCommand;
import vesper.cli.DataRequestsCommand;
import vesper.cli.Failures;
import vesper.cli.JournalCommand;
import vesper.cli.LoanQuoteCommand;
import vesper.cli.Logging;
import vesper.cli.ModelsCommand;
import vesper.cli.PersonalDataCommand;
import vesper.cli.ReplayCommand;
import vesper.cli.RulesCommand;
import vesper.cli.StaffCommand;
import vesper.cli.StatementCommand;
import vesper.cli.VerifyCommand;
import vesper.demo.DemoCommand;
import vesper.feed.ImportCommand;
import vesper.night.CloseCommand;
import vesper.night.DirectDebitsCommand;
import vesper.night.InterestAdjustmentsCommand;
import vesper.night.JobsCommand;
import vesper.up.RehearseCommand;
import vesper.up.ServersCommand;
import vesper.up.StreamsCommand;
import vesper.up.UpCommand;

/** The {@code vesper} command: data on stdout, progress and logs on stderr, exit status as {@link Failures} says. */
@Command(
        name = "vesper",
        description = "Runs and inspects a bank: payments by day, close of business by night.",
        mixinStandardHelpOptions = true,
        versionProvider = Vesper.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            DemoCommand.class,
            VerifyCommand.class,
            CertificatesCommand.class,
            AccountCommand.class,
            JournalCommand.class,
            StatementCommand.class,
            PersonalDataCommand.class,
            DataRequestsCommand.class,
            StaffCommand.class,
            LoanQuoteCommand.class,
            BenchCommand.class,
            BacktestCommand.class,
            ReplayCommand.class,
            RulesCommand.class,
            ModelsCommand.class,
            UpCommand.class,
            ImportCommand.class,
            CloseCommand.class,
            JobsCommand.class,
            DirectDebitsCommand.class,
            InterestAdjustmentsCommand.class,
            ServersCommand.class,
            StreamsCommand.class,
            RehearseCommand.class
        },
        footer = {"", "Exit status: 0 done, 1 found something wrong, 2 wrong usage, 3 could not do it."})
public final class Vesper {
    @CommandLine.Option(
            names = "--verbose",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Log more, and show the stack trace of a failure.")
    private boolean verbose;

    private Vesper() {}

    public static void main(String[] arguments) {
        Logging.begin();
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        Vesper vesper = new Vesper();
        CommandLine line = new CommandLine(vesper)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler(new Failures(() -> vesper.verbose));
        line.setExecutionStrategy(parsed -> {
            if (vesper.verbose) {
                Logging.verbose();
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        return line.execute(arguments);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Vesper.class.getPackage().getImplementationVersion();
            return new String[] {"vesper " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
