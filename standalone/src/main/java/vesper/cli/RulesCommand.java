package vesper.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vesper.bank.screening.RuleFile;
import vesper.bank.screening.RuleSet;

/** {@code vesper rules}: the screening rules as a file. */
@Command(
        name = "rules",
        description =
                "Shows and checks the screening rules, and changes them: proposed by one person, tried on the bank's"
                        + " history, approved by another.",
        subcommands = {
            RulesCommand.Show.class,
            RulesCommand.Check.class,
            RuleProposalCommands.ListAll.class,
            RuleProposalCommands.Propose.class,
            RuleProposalCommands.BackTest.class,
            RuleProposalCommands.Approve.class,
            RuleProposalCommands.Refuse.class
        })
public final class RulesCommand {
    private RulesCommand() {}

    /** Prints the rules in force. */
    @Command(name = "show", description = "Prints the rules in force in the bank, as a file to change and propose.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private HomeOption home = new HomeOption();

        @Option(names = "--shipped", description = "Print the rules that a new bank starts with; needs no bank.")
        private boolean shipped;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            if (shipped) {
                out.print(RuleFile.standard());
            } else {
                try (BankDatabase database = BankDatabase.open(home.folder())) {
                    out.print(database.bank().screening().rules());
                }
            }
            out.flush();
            return Failures.DONE;
        }
    }

    /** Compiles rules and holds each against its examples. */
    @Command(
            name = "check",
            description = "Compiles the rules of a file and holds each against its examples. Status 1 if one fails."
                    + " Needs no bank.")
    static final class Check implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "Rules, JSON.")
        private Path file = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try {
                RuleSet rules = RuleFile.parse(TextFile.read(file));
                out.println("version " + rules.version() + ": " + rules.rules().size() + " rules hold");
                return Failures.DONE;
            } catch (IllegalArgumentException e) {
                out.println(e.getMessage());
                return Failures.FOUND_WRONG;
            } finally {
                out.flush();
            }
        }
    }
}
