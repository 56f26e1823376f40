package vesper.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vesper.bank.audit.Actor;
import vesper.bank.fraud.Models;
import vesper.bank.fraud.ScreeningBook.Role;
import vesper.bank.screening.FraudModel;
import vesper.bank.screening.InvalidModelException;

/** {@code vesper models}: the fraud models. */
@Command(
        name = "models",
        description =
                "Lists, shows and publishes fraud models, and puts one in force: proposed by one person, approved by"
                        + " another.",
        subcommands = {
            ModelsCommand.ListAll.class,
            ModelsCommand.Show.class,
            ModelsCommand.Publish.class,
            ModelsCommand.Promote.class
        })
public final class ModelsCommand {
    private ModelsCommand() {}

    /** Lists the models that were published. */
    @Command(name = "list", description = "Lists the models that were published, the newest first.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private HomeOption home = new HomeOption();

        @Option(names = "--json", description = "Print JSON lines.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (BankDatabase database = BankDatabase.open(home.folder())) {
                Models models = database.bank().models();
                models.list().forEach(model -> out.println(json ? Json.line(line(model)) : text(model)));
                if (!json) {
                    out.println("in force: " + models.inForce().version());
                }
            }
            out.flush();
            return Failures.DONE;
        }

        private static String text(Models.Listed model) {
            return String.format(
                    Locale.ROOT,
                    "%-28s %-10s %-6s %s by %s, average precision %s%s",
                    model.version(),
                    model.role().name().toLowerCase(Locale.ROOT),
                    model.inUse() ? "in use" : "",
                    model.publishedAt(),
                    model.publishedBy(),
                    model.head().getOrDefault("average_precision", "unknown"),
                    model.proposedBy() == null ? "" : ", proposed by " + model.proposedBy());
        }

        private static Map<String, Object> line(Models.Listed model) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("version", model.version());
            line.put("role", model.role().name().toLowerCase(Locale.ROOT));
            line.put("in_use", model.inUse());
            line.put("published_by", model.publishedBy());
            line.put("published_at", model.publishedAt().toString());
            line.put("proposed_by", model.proposedBy());
            line.put("head", model.head());
            return line;
        }
    }

    /** Prints what is known of a model. */
    @Command(name = "show", description = "Prints what a model was trained on and how good it was found.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private HomeOption home = new HomeOption();

        @Parameters(paramLabel = "VERSION", description = "Its version.")
        private String version = "";

        @Option(names = "--file", description = "Print the whole file of the model instead.")
        private boolean file;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (BankDatabase database = BankDatabase.open(home.folder())) {
                FraudModel model = database.bank()
                        .models()
                        .find(version)
                        .orElseThrow(() -> new CommandFailure("there is no model " + version));
                if (file) {
                    out.print(model.text());
                } else {
                    new java.util.TreeMap<>(model.head())
                            .forEach((name, value) -> out.printf("%-24s %s%n", name, value));
                }
            }
            out.flush();
            return Failures.DONE;
        }
    }

    /** Lets a model challenge the one in force. */
    @Command(
            name = "publish",
            description =
                    "Lets the model of a file score beside the one in force, where it decides nothing. Status 1 if it"
                            + " cannot be used.")
    static final class Publish implements Callable<Integer> {
        @Mixin
        private HomeOption home = new HomeOption();

        @Parameters(paramLabel = "FILE", description = "A model, as backtest --save-model writes it.")
        private Path file = Path.of("");

        @Option(names = "--as", paramLabel = "NAME", defaultValue = "command", description = "Who publishes it.")
        private String by = "command";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            String text = TextFile.read(file);
            try (BankDatabase database = BankDatabase.open(home.folder())) {
                out.println("challenges from now on: "
                        + database.bank()
                                .screening()
                                .publishModel(text, Role.CHALLENGER, Actors.staff(by))
                                .version());
                return Failures.DONE;
            } catch (InvalidModelException | IllegalArgumentException e) {
                out.println(e.getMessage());
                return Failures.FOUND_WRONG;
            } finally {
                out.flush();
            }
        }
    }

    /** Puts a model in force, in two steps by two people. */
    @Command(
            name = "promote",
            description = "Proposes to put a model in force; with --approve, by another person, puts it in force within"
                    + " seconds; with --refuse, lets the proposal go. Status 1 if that cannot be.")
    static final class Promote implements Callable<Integer> {
        @Mixin
        private HomeOption home = new HomeOption();

        @Parameters(paramLabel = "VERSION", description = "Its version.")
        private String version = "";

        @Option(names = "--as", paramLabel = "NAME", required = true, description = "Who does it.")
        private String by = "";

        @Option(names = "--approve", description = "Approve what another person proposed.")
        private boolean approve;

        @Option(names = "--refuse", description = "Refuse what was proposed, or take it back.")
        private boolean refuse;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (BankDatabase database = BankDatabase.open(home.folder())) {
                Models models = database.bank().models();
                Actor actor = Actors.staff(by);
                Models.Answer answer = approve
                        ? models.approve(version, actor)
                        : refuse ? models.refuse(version, actor) : models.propose(version, actor);
                out.println(told(answer));
                return answer == Models.Answer.DONE ? Failures.DONE : Failures.FOUND_WRONG;
            } finally {
                out.flush();
            }
        }

        private String told(Models.Answer answer) {
            return switch (answer) {
                case DONE ->
                    approve ? version + " is in force" : refuse ? "refused" : "proposed; another person approves";
                case NEEDS_ANOTHER -> "whoever proposed it cannot approve it";
                case NOTHING_TO_DO ->
                    approve || refuse ? version + " is not proposed" : version + " is unknown, or in force already";
            };
        }
    }
}
