package vesper.night;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.batch.directdebits.DirectDebitFile;
import vesper.cli.BankDatabase;
import vesper.cli.CommandFailure;
import vesper.cli.Failures;
import vesper.cli.HomeOption;

/** {@code vesper direct-debits}: what creditors are to collect, and mandates that end. */
@Command(
        name = "direct-debits",
        description = "Takes down direct debits to be collected by the night of their day, and revokes mandates.",
        subcommands = {DirectDebitsCommand.Present.class, DirectDebitsCommand.Revoke.class})
public final class DirectDebitsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: present or revoke");
    }

    /** {@code vesper direct-debits present FILE.csv}. */
    @Command(
            name = "present",
            description =
                    "Takes down the direct debits of a file; rows that were presented before have no further effect."
                            + " Status 1 if a row cannot be taken down.")
    static final class Present implements Callable<Integer> {
        @Mixin
        private HomeOption home = new HomeOption();

        @Parameters(
                paramLabel = "FILE",
                description = "CSV: creditor,mandate,signed_on,debtor,id,amount,currency,due_on,text.")
        private Path file = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            AtomicLong broken = new AtomicLong();
            try (BankDatabase database = BankDatabase.open(home.folder());
                    Reader reader = Files.newBufferedReader(file)) {
                DirectDebitFile.Taken taken = new DirectDebitFile(database.bank()).take(reader, (line, reason) -> {
                    broken.incrementAndGet();
                    err.println("line " + line + ": " + reason);
                });
                out.printf(
                        "%,d presented, %,d known before, %,d cannot be taken down%n",
                        taken.presented(), taken.known(), broken.get());
                out.flush();
            } catch (IOException | IllegalArgumentException e) {
                throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
            }
            return broken.get() == 0 ? Failures.DONE : Failures.FOUND_WRONG;
        }
    }

    /** {@code vesper direct-debits revoke --creditor IBAN --mandate REFERENCE}. */
    @Command(name = "revoke", description = "Revokes a mandate: nothing is collected under it from today on.")
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private HomeOption home = new HomeOption();

        @Option(names = "--creditor", paramLabel = "IBAN", required = true, description = "Account of the creditor.")
        private String creditor = "";

        @Option(
                names = "--mandate",
                paramLabel = "REFERENCE",
                required = true,
                description = "The creditor's name for it.")
        private String mandate = "";

        @Override
        public Integer call() {
            try (BankDatabase database = BankDatabase.open(home.folder())) {
                Bank bank = database.bank();
                long known = bank.accounts()
                        .byNumber(creditor)
                        .map(Account::id)
                        .flatMap(id -> bank.directDebits().find(id, mandate))
                        .orElseThrow(() -> new CommandFailure("there is no mandate " + mandate + " of " + creditor))
                        .id();
                if (!bank.directDebits()
                        .revoke(known, bank.businessDates().current().businessDate())) {
                    throw new CommandFailure("mandate " + mandate + " was revoked before");
                }
            }
            return Failures.DONE;
        }
    }
}
