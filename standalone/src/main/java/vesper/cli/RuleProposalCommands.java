package vesper.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.fraud.RuleBacktests;
import vesper.bank.fraud.RuleProposals;
import vesper.bank.fraud.RuleProposals.Answer;
import vesper.bank.fraud.RuleProposals.Proposal;
import vesper.bank.screening.RuleBacktest;

/** The commands of {@code vesper rules} by which rules come into force, as they do in the console. */
final class RuleProposalCommands {
    private RuleProposalCommands() {}

    /** What every one of them needs: the bank, and where to print. */
    abstract static class OnProposals implements Callable<Integer> {
        @Mixin
        private HomeOption home = new HomeOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (BankDatabase database = BankDatabase.open(home.folder())) {
                return call(database.bank(), out);
            } finally {
                out.flush();
            }
        }

        abstract int call(Bank bank, PrintWriter out);
    }

    /** What is done about one proposal by somebody. */
    abstract static class OnOne extends OnProposals {
        @Parameters(paramLabel = "VERSION", description = "The version that was proposed.")
        private String version = "";

        @Option(names = "--as", paramLabel = "NAME", required = true, description = "Who does it.")
        private String by = "";

        @Override
        int call(Bank bank, PrintWriter out) {
            Answer answer = bank.ruleProposals()
                    .find(version)
                    .map(proposal -> act(bank, proposal.id(), Actors.staff(by), out))
                    .orElse(Answer.NOTHING_TO_DO);
            if (answer != Answer.DONE) {
                out.println(refused(answer));
            }
            return answer == Answer.DONE ? Failures.DONE : Failures.FOUND_WRONG;
        }

        abstract Answer act(Bank bank, long id, Actor by, PrintWriter out);

        final String version() {
            return version;
        }

        private String refused(Answer answer) {
            return switch (answer) {
                case NEEDS_ANOTHER -> "whoever proposed it cannot approve it";
                case NOT_TRIED -> "try it on the bank's history first: vesper rules back-test " + version;
                case OUTDATED -> "other rules came into force since it was proposed: refuse it and propose it again";
                case NOTHING_TO_DO, DONE -> version + " is not proposed";
            };
        }
    }

    /** Lists what waits. */
    @Command(
            name = "list",
            description = "Lists the rules that are proposed, the newest first, and names those in force.")
    static final class ListAll extends OnProposals {
        @Option(names = "--json", description = "Print JSON lines.")
        private boolean json;

        @Override
        int call(Bank bank, PrintWriter out) {
            RuleProposals proposals = bank.ruleProposals();
            proposals.open().forEach(proposal -> out.println(json ? Json.line(line(proposal)) : text(proposal)));
            if (!json) {
                out.println("in force: " + proposals.inForce().version());
            }
            return Failures.DONE;
        }

        private static String text(Proposal proposal) {
            return String.format(
                    Locale.ROOT,
                    "%-28s changes %s, proposed %s by %s, %s",
                    proposal.version(),
                    proposal.base(),
                    proposal.at(),
                    proposal.by(),
                    proposal.triedAt() == null ? "not tried" : "tried " + proposal.triedAt());
        }

        private static Map<String, Object> line(Proposal proposal) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("version", proposal.version());
            line.put("base", proposal.base());
            line.put("proposed_by", proposal.by());
            line.put("proposed_at", proposal.at().toString());
            line.put(
                    "tried_at",
                    proposal.triedAt() == null ? null : proposal.triedAt().toString());
            line.put("backtest", proposal.backtest());
            return line;
        }
    }

    /** Proposes the rules of a file. */
    @Command(
            name = "propose",
            description =
                    "Proposes the rules of a file; in force they are once they were tried and another person approved"
                            + " them. A change needs a new version. Status 1 if they cannot be used.")
    static final class Propose extends OnProposals {
        @Parameters(paramLabel = "FILE", description = "Rules, JSON.")
        private Path file = Path.of("");

        @Option(names = "--as", paramLabel = "NAME", required = true, description = "Who proposes them.")
        private String by = "";

        @Override
        int call(Bank bank, PrintWriter out) {
            RuleProposals proposals = bank.ruleProposals();
            try {
                long id = proposals.propose(TextFile.read(file), Actors.staff(by));
                String version = proposals.find(id).map(Proposal::version).orElse("");
                out.println("proposed " + version + "; try it: vesper rules back-test " + version);
                return Failures.DONE;
            } catch (IllegalArgumentException e) {
                out.println(e.getMessage());
                return Failures.FOUND_WRONG;
            }
        }
    }

    /** Tries proposed rules. */
    @Command(
            name = "back-test",
            description = "Holds proposed rules against the payments of the last " + RuleBacktests.DAYS
                    + " days and prints what they would have done. Status 1 if they are not proposed.")
    static final class BackTest extends OnOne {
        private static final Duration WAIT = Duration.ofMillis(200);

        @Override
        Answer act(Bank bank, long id, Actor by, PrintWriter out) {
            Answer answer = bank.ruleBacktests().ask(id, by);
            if (answer == Answer.DONE) {
                Optional<Proposal> ended = ended(bank, id);
                ended.map(Proposal::failure).ifPresent(failure -> {
                    throw new CommandFailure("the back-test came to nothing: " + failure);
                });
                ended.map(Proposal::backtest).ifPresent(backtest -> print(backtest, out));
            }
            return answer;
        }

        /** Tries them here, or waits for the process that is at it already; empty if they are decided meanwhile. */
        private static Optional<Proposal> ended(Bank bank, long id) {
            while (true) {
                bank.ruleBacktests().work(id);
                Optional<Proposal> proposal = bank.ruleProposals().find(id);
                if (proposal.isEmpty() || proposal.get().trying() == null) {
                    return proposal;
                }
                LockSupport.parkNanos(WAIT.toNanos());
            }
        }

        private static void print(RuleBacktest.Result backtest, PrintWriter out) {
            out.printf(
                    Locale.ROOT,
                    "%d payments of %d days, %d labelled; alerts a day: %.1f by %s, %.1f by %s%n",
                    backtest.payments(),
                    backtest.days(),
                    backtest.labelled(),
                    backtest.alertsADayNow(),
                    backtest.against(),
                    backtest.alertsADayThen(),
                    backtest.version());
            backtest.rules().stream()
                    .filter(rule -> rule.hits() > 0)
                    .forEach(rule -> out.printf(
                            Locale.ROOT,
                            "%-32s %8d hits, %d frauds of %d labelled, caught %s%n",
                            rule.code(),
                            rule.hits(),
                            rule.frauds(),
                            rule.labelled(),
                            rule.caughtMinor()));
        }
    }

    /** Puts proposed rules in force. */
    @Command(
            name = "approve",
            description =
                    "Puts rules in force that another person proposed and somebody tried, in the running job within"
                            + " seconds. Status 1 if that cannot be.")
    static final class Approve extends OnOne {
        @Override
        Answer act(Bank bank, long id, Actor by, PrintWriter out) {
            Answer answer = bank.ruleProposals().approve(id, by);
            if (answer == Answer.DONE) {
                out.println(version() + " is in force");
            }
            return answer;
        }
    }

    /** Lets proposed rules go. */
    @Command(
            name = "refuse",
            description = "Lets proposed rules go, or takes the own proposal back. Status 1 if they are not proposed.")
    static final class Refuse extends OnOne {
        @Override
        Answer act(Bank bank, long id, Actor by, PrintWriter out) {
            Answer answer = bank.ruleProposals().refuse(id, by);
            if (answer == Answer.DONE) {
                out.println("refused");
            }
            return answer;
        }
    }
}
