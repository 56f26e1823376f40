package vesper.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
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
import vesper.bank.account.Account;
import vesper.bank.ledger.AccountHistory;
import vesper.bank.money.Money;

/** {@code vesper account}: one account, now or as of an instant. */
@Command(
        name = "account",
        description = "Shows an account: its balance, now or as of an instant, and its newest lines.")
public final class AccountCommand implements Callable<Integer> {
    private static final int LINES = 10;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "ID", description = "Account number: an IBAN, or a ledger code such as 1010-USD.")
    private String number = "";

    @Option(names = "--as-of", paramLabel = "INSTANT", description = "ISO 8601, such as 2023-06-05T18:00:00Z.")
    private @Nullable Instant asOf;

    @Option(
            names = "--value-date",
            paramLabel = "D",
            description = "The balance of all that has its value by then, booked before or since.")
    private @Nullable LocalDate valueDate;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (BankDatabase database = BankDatabase.open(home.folder())) {
            Bank bank = database.bank();
            if (asOf != null && valueDate != null) {
                throw new ParameterException(spec.commandLine(), "--as-of and --value-date exclude each other");
            }
            Account account = bank.accounts()
                    .byNumber(number.replace(" ", ""))
                    .orElseThrow(() -> new CommandFailure("there is no account " + number
                            + ": 'vesper journal --format csv' lists the accounts that have entries"));
            long balance = balance(bank, account);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.line(document(account, balance)));
            } else {
                print(bank, account, balance, out);
            }
            out.flush();
            return Failures.DONE;
        }
    }

    private long balance(Bank bank, Account account) {
        if (asOf != null) {
            return bank.balancesInTime().asOf(account.id(), asOf);
        }
        return valueDate == null
                ? account.balanceMinor()
                : bank.balancesInTime().onValueDate(account.id(), valueDate);
    }

    private String when() {
        return asOf != null ? asOf.toString() : valueDate != null ? valueDate.toString() : "now";
    }

    private Map<String, Object> document(Account account, long balance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", account.number());
        document.put("kind", account.kind());
        document.put("status", account.status());
        document.put("currency", account.currency());
        document.put("balance", Money.plain(balance, account.currency()));
        document.put("as_of", when());
        document.put("opened_on", account.openedOn().toString());
        return document;
    }

    private void print(Bank bank, Account account, long balance, PrintWriter out) {
        out.printf("%s  %s, %s, opened %s%n", account.number(), account.name(), account.status(), account.openedOn());
        boolean now = asOf == null && valueDate == null;
        out.printf("balance %s: %s%n", now ? "now" : "as of " + when(), new Money(balance, account.currency()));
        if (now) {
            bank.history()
                    .before(account.id(), AccountHistory.Position.END, LINES)
                    .forEach(line -> out.printf(
                            "  %s  %14s  %s%n",
                            line.bookingDate(), Money.plain(line.amountMinor(), line.currency()), line.narrative()));
        }
    }
}
