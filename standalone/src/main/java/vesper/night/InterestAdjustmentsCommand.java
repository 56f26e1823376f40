package vesper.night;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vesper.bank.deposit.InterestAdjustments;
import vesper.bank.deposit.InterestAdjustments.Adjustment;
import vesper.bank.money.Money;
import vesper.cli.BankDatabase;
import vesper.cli.Failures;
import vesper.cli.HomeOption;
import vesper.cli.Json;

/** {@code vesper interest-adjustments}: what entries booked after their value date change of interest accrued before. */
@Command(
        name = "interest-adjustments",
        description =
                "Posts, dated today, what back-dated entries change of the interest of the days that they touch. Status 1 if the"
                        + " ledger refused one, such as on a frozen account: it is tried again the next time.")
public final class InterestAdjustmentsCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--dry-run", description = "Show the differences, and post nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON lines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (BankDatabase database = BankDatabase.open(home.folder())) {
            InterestAdjustments adjustments = database.bank().interestAdjustments();
            List<Adjustment> all = dryRun ? adjustments.preview() : adjustments.post(Night.ACTOR);
            PrintWriter out = spec.commandLine().getOut();
            all.forEach(each -> out.println(json ? Json.line(document(each)) : line(each)));
            out.flush();
            return all.stream().allMatch(each -> each.refusal() == null) ? Failures.DONE : Failures.FOUND_WRONG;
        }
    }

    /** {@code GB71VESP00000000000042  2023-06-01 to 2023-06-04  0.22 USD}. */
    private String line(Adjustment each) {
        String refused = each.refusal() == null ? "" : "  refused: " + each.refusal();
        String tax = each.taxMinor() == 0 ? "" : "  tax: " + new Money(each.taxMinor(), each.currency());
        return each.accountNumber() + "  " + each.from() + " to " + each.to() + "  "
                + new Money(each.amountMinor(), each.currency()) + tax + refused;
    }

    private static Map<String, @Nullable Object> document(Adjustment each) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("account", each.accountNumber());
        document.put("from", each.from().toString());
        document.put("to", each.to().toString());
        document.put("exactMinor", each.exactMinor().toPlainString());
        document.put("amount", Money.plain(each.amountMinor(), each.currency()));
        document.put("tax", Money.plain(each.taxMinor(), each.currency()));
        document.put("currency", each.currency());
        document.put("refusal", each.refusal());
        return document;
    }
}
