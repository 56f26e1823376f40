package vesper.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vesper.bank.ledger.Journal;

/** {@code vesper journal}: the entries of a range of booking dates, in a format that other programs read. */
@Command(name = "journal", description = "Writes the journal to stdout.")
public final class JournalCommand implements Callable<Integer> {
    /** What to write. */
    enum Format {
        CSV,
        HLEDGER,
        JSON
    }

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--from", paramLabel = "D", description = "First booking date (default: the first there is).")
    private LocalDate from = LocalDate.of(1, 1, 1);

    @Option(names = "--to", paramLabel = "D", description = "Last booking date (default: the last there is).")
    private LocalDate to = LocalDate.of(9999, 12, 31);

    @Option(
            names = "--format",
            paramLabel = "csv|hledger|json",
            defaultValue = "csv",
            description = "csv: a line per posting; hledger: a plain-text journal; json: a line per posting.")
    private Format format = Format.CSV;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw new picocli.CommandLine.ParameterException(spec.commandLine(), "--to is before --from");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (BankDatabase database = BankDatabase.open(home.folder())) {
            database.bank().transaction().executeWithoutResult(status -> {
                try (Stream<Journal.Line> lines = database.bank().journal().lines(from, to)) {
                    JournalText text = JournalText.of(format);
                    text.start(out);
                    lines.forEach(line -> text.line(out, line));
                }
            });
        }
        out.flush();
        return Failures.DONE;
    }
}
