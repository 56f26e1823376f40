package vesper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vesper.bank.Bank;
import vesper.batch.BatchJobs;
import vesper.reporting.Reporting;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.Statement;
import vesper.reporting.statement.StatementFormat;
import vesper.reporting.statement.UnwritableStatementException;

/** {@code vesper statement}: one statement, read from the books now. */
@Command(name = "statement", description = "Writes the statement of an account for any range of days to a file.")
public final class StatementCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "ACCOUNT", description = "Number of a customer's account, an IBAN.")
    private String number = "";

    @Option(names = "--from", paramLabel = "D", required = true, description = "First booking date, ISO 8601.")
    private LocalDate from = LocalDate.MIN;

    @Option(names = "--to", paramLabel = "D", required = true, description = "Last booking date, ISO 8601.")
    private LocalDate to = LocalDate.MIN;

    @Option(
            names = "--format",
            paramLabel = "pdf|csv|json|camt053|mt940",
            defaultValue = "pdf",
            description =
                    "camt053 is the bank-to-customer statement of ISO 20022, mt940 the customer statement of SWIFT"
                            + " (default: ${DEFAULT-VALUE}).")
    private StatementFormat format = StatementFormat.PDF;

    @Option(names = "--accessible", description = "Tag the PDF for readers who do not see it (PDF/UA-1).")
    private boolean accessible;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write (default: named after account and days, in the current folder).")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw new ParameterException(spec.commandLine(), "--to is before --from");
        }
        Period period = new Period(from, to);
        String account = number.replace(" ", "").toUpperCase(Locale.ROOT);
        try (BankDatabase database = BankDatabase.open(home.folder())) {
            Bank bank = database.bank();
            Reporting reporting = BatchJobs.reportingOver(bank, DocumentKeyFile.of(home.folder()));
            Statement statement = reporting
                    .statements()
                    .ofAccount(account, period, bank.businessDates().current().businessDate())
                    .orElseThrow(() -> new CommandFailure("there is no customer's account " + number
                            + ": 'vesper journal' lists the accounts that have entries"));
            Path file = output == null ? Path.of(format.fileName(account, period)) : output;
            write(file, render(reporting, statement));
            spec.commandLine().getOut().println(file);
            spec.commandLine().getOut().flush();
        }
        return Failures.DONE;
    }

    private byte[] render(Reporting reporting, Statement statement) {
        try {
            return reporting.statementFormats().render(statement, format, accessible);
        } catch (UnwritableStatementException e) {
            throw new CommandFailure(e.getMessage() + "; the other formats have", e);
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
