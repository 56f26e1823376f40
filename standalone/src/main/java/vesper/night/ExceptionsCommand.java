package vesper.night;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vesper.bank.exceptions.Advice;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.bank.exceptions.FailedItem;
import vesper.bank.money.Money;
import vesper.batch.operator.ExceptionDesk;
import vesper.batch.task.Mending;
import vesper.cli.CommandFailure;
import vesper.cli.Failures;
import vesper.cli.Json;

/** {@code vesper jobs exceptions}: what the console's exception pages do, on the command line. */
@Command(
        name = "exceptions",
        description = "Lists what the night could not do, has it tried again, gives it up, or marks it as fixed.",
        subcommands = {
            ExceptionsCommand.ListExceptions.class,
            ExceptionsCommand.Show.class,
            ExceptionsCommand.Retry.class,
            ExceptionsCommand.Skip.class,
            ExceptionsCommand.Fixed.class,
            ExceptionsCommand.Approve.class,
            ExceptionsCommand.Reject.class
        })
final class ExceptionsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: list, show, retry, skip, fixed, approve or reject");
    }

    /** Which exceptions to list. */
    enum State {
        WAITING(true),
        OPEN(false),
        ALL(null);

        private final @Nullable Boolean waiting;

        State(@Nullable Boolean waiting) {
            this.waiting = waiting;
        }
    }

    /** {@code vesper jobs exceptions list}. */
    @Command(name = "list", description = "Lists exceptions, newest first.")
    static final class ListExceptions extends JobsCommand.Subcommand {
        @Option(
                names = "--state",
                paramLabel = "STATE",
                defaultValue = "WAITING",
                description = "waiting: for a person (default); open: also those that a night tries again; all.")
        private State state = State.WAITING;

        @Option(names = "--step", paramLabel = "STEP", description = "Only those of one step.")
        private @Nullable String step;

        @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "How many (default: 50).")
        private int limit = 50;

        @Override
        public Integer call() {
            if (limit < 1 || limit > 100_000) {
                throw new ParameterException(spec.commandLine(), "--limit must be 1 to 100000");
            }
            try (Night night = toRead()) {
                List<ExceptionItem> found =
                        night.exceptions().list(new ExceptionSearch(state.waiting, step, null), Long.MAX_VALUE, limit);
                if (json) {
                    out().println(Json.line(Map.of(
                            "exceptions",
                            found.stream().map(ExceptionsCommand::document).toList())));
                } else {
                    found.forEach(item -> out().println(line(item)));
                }
                out().flush();
                return Failures.DONE;
            }
        }
    }

    /** A subcommand about one exception. */
    abstract static class OfOne extends JobsCommand.OfOneRun {
        final void print(ExceptionItem item) {
            out().println(json ? Json.line(document(item)) : line(item) + "\n  " + Advice.of(item.failed()));
            out().flush();
        }
    }

    /** {@code vesper jobs exceptions show ID}. */
    @Command(name = "show", description = "Shows an exception and what to do about it.")
    static final class Show extends OfOne {
        @Override
        public Integer call() {
            try (Night night = toRead()) {
                print(night.exceptions()
                        .find(id)
                        .orElseThrow(() -> new CommandFailure(
                                "there is no exception " + id + ": 'vesper jobs exceptions list' shows them")));
                return Failures.DONE;
            }
        }
    }

    /** {@code vesper jobs exceptions retry ID}. */
    @Command(
            name = "retry",
            description = "Has the step try the item again, now or by the next close. Status 1 if it is refused again.")
    static final class Retry extends OfOne {
        @Override
        public Integer call() {
            try (Night night = toRead()) {
                ExceptionDesk.Outcome outcome = night.exceptions().retry(Night.ACTOR, id);
                print(outcome.item());
                return outcome.retried().result() == Mending.Retried.Result.REFUSED
                        ? Failures.FOUND_WRONG
                        : Failures.DONE;
            }
        }
    }

    /** {@code vesper jobs exceptions skip ID --reason TEXT}. */
    @Command(name = "skip", description = "Gives the item up; where money has not moved, another has to approve it.")
    static final class Skip extends OfOne {
        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                required = true,
                description = "Why; without names or other personal data.")
        private String reason = "";

        @Override
        public Integer call() {
            try (Night night = toRead()) {
                print(night.exceptions().skip(Night.ACTOR, id, reason));
                return Failures.DONE;
            }
        }
    }

    /** {@code vesper jobs exceptions fixed ID --reason TEXT}. */
    @Command(
            name = "fixed",
            description = "Says that it was done by other means; where money has not moved, another has to approve it.")
    static final class Fixed extends OfOne {
        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                required = true,
                description = "How; without names or other personal data.")
        private String reason = "";

        @Override
        public Integer call() {
            try (Night night = toRead()) {
                print(night.exceptions().fixed(Night.ACTOR, id, reason));
                return Failures.DONE;
            }
        }
    }

    /** {@code vesper jobs exceptions approve ID}. */
    @Command(name = "approve", description = "Agrees to what another has proposed.")
    static final class Approve extends OfOne {
        @Override
        public Integer call() {
            try (Night night = toRead()) {
                print(night.exceptions().approve(Night.ACTOR, id));
                return Failures.DONE;
            }
        }
    }

    /** {@code vesper jobs exceptions reject ID}. */
    @Command(name = "reject", description = "Takes back what was proposed.")
    static final class Reject extends OfOne {
        @Override
        public Integer call() {
            try (Night night = toRead()) {
                print(night.exceptions().reject(Night.ACTOR, id));
                return Failures.DONE;
            }
        }
    }

    /** {@code exception 4: OPEN  scheduled-transfers, transfer 3, 12.00 USD: ACCOUNT_FROZEN}. */
    private static String line(ExceptionItem item) {
        FailedItem failed = item.failed();
        String amount = failed.currency() == null
                ? ""
                : ", " + new Money(failed.amountMinor(), failed.currency()).toDecimal() + " " + failed.currency();
        String account = item.accountNumber() == null ? "" : ", account " + item.accountNumber();
        return "exception " + item.id() + ": " + item.state() + "  " + item.businessDate() + " " + failed.step() + ", "
                + failed.item() + account + amount + ": " + failed.reason();
    }

    private static Map<String, @Nullable Object> document(ExceptionItem item) {
        FailedItem failed = item.failed();
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", item.id());
        document.put("state", item.state());
        document.put("business_date", item.businessDate().toString());
        document.put("step", failed.step());
        document.put("item", failed.item());
        document.put("account", item.accountNumber());
        document.put("due_on", failed.dueOn().toString());
        document.put("amount_minor", failed.amountMinor());
        document.put("currency", failed.currency());
        document.put("reason", failed.reason());
        document.put("money", failed.money());
        document.put("tried_again", failed.triedAgain());
        document.put("tries", item.tries());
        document.put("proposed_by", item.proposedBy());
        document.put("note", item.note());
        document.put("closed_by", item.closedBy());
        document.put("advice", Advice.of(failed));
        return document;
    }
}
