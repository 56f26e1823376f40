package vesper.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.console.signin.StaffAccounts;
import vesper.console.signin.StaffAccounts.Role;

/** {@code vesper staff}: new members of staff, and passwords that were lost. Roles of members are changed in the console, by two people. */
@Command(
        name = "staff",
        description = "Adds members of staff, and renews what they sign in with. What a member may do is changed in the"
                + " console, by two administrators.",
        subcommands = {StaffCommand.Add.class, StaffCommand.Renew.class})
public final class StaffCommand implements Runnable {
    private static final Actor BY = new Actor(Actor.Kind.SYSTEM, "staff command", "command line");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: add or renew");
    }

    /** What the subcommands share. */
    abstract static class Subcommand implements Callable<Integer> {
        @Mixin
        private HomeOption home = new HomeOption();

        @Spec
        protected CommandSpec spec = CommandSpec.create();

        @Parameters(index = "0", paramLabel = "NAME", description = "The member's user name.")
        protected String name = "";

        /** The password to print. */
        abstract String run(Bank bank, StaffAccounts staff);

        @Override
        public Integer call() {
            try (BankDatabase database = BankDatabase.open(home.folder())) {
                PrintWriter out = spec.commandLine().getOut();
                out.println(run(database.bank(), new StaffAccounts(database.bank())));
                out.flush();
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(String.valueOf(e.getMessage()), e);
            }
            return Failures.DONE;
        }

        final void note(Bank bank, String action, String detail) {
            bank.audit().append(AuditEvent.done(BY, action, "staff " + name, detail));
        }
    }

    /** {@code vesper staff add NAME ROLE...}. */
    @Command(name = "add", description = "Adds a member of staff, and prints the password, once.")
    static final class Add extends Subcommand {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}")
        private List<Role> roles = List.of();

        @Override
        String run(Bank bank, StaffAccounts staff) {
            if (staff.exists(name)) {
                throw new CommandFailure(
                        "there is a member of staff of this name: roles are changed in the console, by two"
                                + " administrators, and 'vesper staff renew' gives a new password");
            }
            String password = staff.register(name, new TreeSet<>(roles));
            note(bank, "staff.add", new TreeSet<>(roles).toString());
            return password;
        }
    }

    /** {@code vesper staff renew NAME}. */
    @Command(
            name = "renew",
            description =
                    "Gives a member a new password, prints it once, takes the second factor and passkeys away, which may be lost,"
                            + " and ends the member's sessions.")
    static final class Renew extends Subcommand {
        @Override
        String run(Bank bank, StaffAccounts staff) {
            String password =
                    staff.renew(name).orElseThrow(() -> new CommandFailure("there is no member of staff of this name"));
            note(bank, "staff.renew", "");
            return password;
        }
    }
}
