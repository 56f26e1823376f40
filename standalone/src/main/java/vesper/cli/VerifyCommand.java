package vesper.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vesper.bank.ledger.ProofOfBooks;

/** {@code vesper verify}: proves the books from the database alone. */
@Command(
        name = "verify",
        description = "Proves the books: entries balance, balances are the sum of their postings, payments agree with"
                + " entries. Status 1 names the first place that does not hold.")
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (BankDatabase database = BankDatabase.open(home.folder())) {
            ProofOfBooks.Result result = database.bank().proof().check();
            print(result, spec.commandLine().getOut());
            return result.holds() ? Failures.DONE : Failures.FOUND_WRONG;
        }
    }

    private void print(ProofOfBooks.Result result, PrintWriter out) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("proof", result.holds() ? "holds" : "broken");
            document.put("entries", result.entries());
            document.put("postings", result.postings());
            document.put("breaks", result.breaks());
            out.println(Json.line(document));
        } else if (result.holds()) {
            out.printf("proof of books holds: %,d entries, %,d postings%n", result.entries(), result.postings());
        } else {
            out.println("proof of books is BROKEN:");
            result.breaks().forEach(place -> out.println("  " + place.rule() + ": " + place.place()));
        }
        out.flush();
    }
}
