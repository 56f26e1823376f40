package vesper.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vesper.batch.BatchJobs;
import vesper.reporting.privacy.Passphrase;
import vesper.reporting.privacy.PersonalDataExport;

/** {@code vesper personal-data}: everything that the bank holds on a customer, in an encrypted file. */
@Command(
        name = "personal-data",
        description =
                "Writes everything that the bank holds on a customer to a ZIP file under AES-256 (GDPR articles 15 and 20),"
                        + " and prints the passphrase that opens it, once. Hand file and passphrase over by different ways.")
public final class PersonalDataCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CUSTOMER", description = "Number of the customer.")
    private long customer;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "File to write; it must not be there yet.")
    private Path output = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (BankDatabase database = BankDatabase.open(home.folder())) {
            PersonalDataExport export =
                    BatchJobs.reportingOver(database.bank(), null).personalDataExport();
            if (export.nameOf(customer).isEmpty()) {
                throw new CommandFailure("there is no customer " + customer);
            }
            String passphrase = Passphrase.random().text();
            long items = write(database, export, passphrase);
            spec.commandLine().getErr().println(items + " rows and documents in " + output);
            spec.commandLine().getOut().println(passphrase);
            spec.commandLine().getOut().flush();
        }
        return Failures.DONE;
    }

    private long write(BankDatabase database, PersonalDataExport export, String passphrase) {
        try (OutputStream out = Files.newOutputStream(output, StandardOpenOption.CREATE_NEW)) {
            TransactionTemplate oneMoment = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
            oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
            oneMoment.setReadOnly(true);
            Long items = oneMoment.execute(status -> export.write(customer, out, passphrase));
            return items == null ? 0 : items;
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + output + ": " + e.getMessage(), e);
        }
    }
}
