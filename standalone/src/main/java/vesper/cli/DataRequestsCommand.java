package vesper.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vesper.batch.BatchJobs;
import vesper.reporting.privacy.DataRequest;
import vesper.reporting.privacy.DataRequests;

/** {@code vesper data-requests}: what the console's pages of data requests do, on the command line. */
@Command(
        name = "data-requests",
        description =
                "Takes requests of customers for what the bank holds on them (GDPR articles 15 and 20), lists them, and makes"
                        + " the links by which they collect it. The night gathers, or 'vesper jobs run personal-data'; the link is"
                        + " mailed then.",
        subcommands = {
            DataRequestsCommand.ListRequests.class,
            DataRequestsCommand.Take.class,
            DataRequestsCommand.Show.class,
            DataRequestsCommand.Mail.class,
            DataRequestsCommand.Link.class
        })
public final class DataRequestsCommand implements Runnable {
    private static final String BY = "command line";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: list, take, show, mail or link");
    }

    /** What the subcommands share. */
    abstract static class Subcommand implements Callable<Integer> {
        @Mixin
        private HomeOption home = new HomeOption();

        @Spec
        protected CommandSpec spec = CommandSpec.create();

        abstract void run(DataRequests requests, PrintWriter out);

        @Override
        public Integer call() {
            try (BankDatabase database = BankDatabase.open(home.folder())) {
                PrintWriter out = spec.commandLine().getOut();
                run(BatchJobs.reportingOver(database.bank(), null).dataRequests(), out);
                out.flush();
            }
            return Failures.DONE;
        }
    }

    private static String line(DataRequest request) {
        return String.format(
                "%6d  %-9s  customer %d  received %s  due %s",
                request.id(), request.state(), request.customerId(), request.receivedOn(), request.dueOn());
    }

    /** {@code vesper data-requests list}. */
    @Command(name = "list", description = "Lists the newest requests.")
    static final class ListRequests extends Subcommand {
        private static final int MOST = 100;

        @Override
        void run(DataRequests requests, PrintWriter out) {
            requests.newest(MOST).forEach(request -> out.println(line(request)));
        }
    }

    /** {@code vesper data-requests take CUSTOMER}. */
    @Command(
            name = "take",
            description = "Takes a request and prints its number and, once, the passphrase that will open the file."
                    + " One of the same customer that is still open ends.")
    static final class Take extends Subcommand {
        @Parameters(paramLabel = "CUSTOMER", description = "Number of the customer.")
        private long customer;

        @Override
        void run(DataRequests requests, PrintWriter out) {
            DataRequests.Taken taken = requests.take(customer, BY, LocalDate.now(ZoneOffset.UTC))
                    .orElseThrow(() -> new CommandFailure("there is no customer " + customer));
            out.println(taken.id());
            out.println(taken.passphrase().text());
        }
    }

    /** A subcommand about one request. */
    abstract static class OfOne extends Subcommand {
        @Parameters(paramLabel = "ID", description = "Its number.")
        protected long id;

        final DataRequest find(DataRequests requests) {
            return requests.find(id)
                    .orElseThrow(() -> new CommandFailure(
                            "there is no data request " + id + ": 'vesper data-requests list' shows the newest"));
        }
    }

    /** {@code vesper data-requests show ID}. */
    @Command(name = "show", description = "Shows a request and what was done with it.")
    static final class Show extends OfOne {
        @Override
        void run(DataRequests requests, PrintWriter out) {
            out.println(line(find(requests)));
            requests.steps(id).forEach(step -> out.printf("%s  %s by %s%n", step.at(), step.step(), step.by()));
        }
    }

    /** {@code vesper data-requests mail ID}. */
    @Command(name = "mail", description = "Queues the mail with a link to the file of a request once more.")
    static final class Mail extends OfOne {
        @Override
        void run(DataRequests requests, PrintWriter out) {
            DataRequest request = find(requests);
            if (!requests.mailAgain(id, BY)) {
                throw new CommandFailure("no mail is queued for data request " + id + ", which is "
                        + request.state().name().toLowerCase(java.util.Locale.ROOT)
                        + ": no file waits, a mail is on its way, or the customer has no usable address");
            }
            out.println("queued");
        }
    }

    /** {@code vesper data-requests link ID}. */
    @Command(
            name = "link",
            description =
                    "Makes a link to the file of a request, to be put behind the address of the online bank, and prints it"
                            + " once. It ends after 24 hours, after five wrong passphrases, or when the file is collected.")
    static final class Link extends OfOne {
        @Override
        void run(DataRequests requests, PrintWriter out) {
            DataRequest request = find(requests);
            String token = requests.link(id, BY, Instant.now())
                    .orElseThrow(() -> new CommandFailure("data request " + id + " is "
                            + request.state().name().toLowerCase(java.util.Locale.ROOT) + ": no file waits"));
            out.println("/personal-data/" + token);
        }
    }
}
