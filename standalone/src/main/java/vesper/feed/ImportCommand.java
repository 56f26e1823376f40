package vesper.feed;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
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
import vesper.cli.Failures;
import vesper.cli.HomeOption;
import vesper.cli.Json;

/** {@code vesper import}: payments from a file to the running bank. */
@Command(
        name = "import",
        description =
                "Sends a file of payments to the running bank's API. Rows that are refused go to FILE.rejected.csv with"
                        + " the reason. Can be repeated: a row is booked once.")
public final class ImportCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(
            paramLabel = "FILE.csv",
            description =
                    "CSV (RFC 4180, UTF-8, may be gzipped) with the header id,time,card,merchant,category,amount,currency,"
                            + "latitude,longitude,country,device,channel,ip; id, time, card, merchant, amount are required.")
    private Path file = Path.of("");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Then tell the bank which of the payments were fraud: id,fraud,known_at.")
    private @Nullable Path labels;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "At most N payments a second (default: as fast as the bank takes them).")
    private double rate;

    @Option(
            names = "--open-accounts",
            paramLabel = "AMOUNT",
            description = "Open a customer and a current account with this balance for each card not yet known.")
    private @Nullable BigDecimal openAccounts;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            defaultValue = "EUR",
            description = "Currency of rows that name none (default: EUR).")
    private String currency = "EUR";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!Files.isReadable(file)) {
            throw new ParameterException(spec.commandLine(), "cannot read " + file);
        }
        if (rate < 0 || (openAccounts != null && openAccounts.signum() < 0)) {
            throw new ParameterException(spec.commandLine(), "--rate and --open-accounts must not be negative");
        }
        ApiClient client = RunningApi.client(home.folder());
        PaymentSender sender = new PaymentSender(client, currency, rate);
        PaymentImport.Result result = new PaymentImport(
                        sender,
                        openAccounts == null ? null : openAccounts.toPlainString(),
                        currency,
                        System.err::println)
                .run(file);
        long unlabelled = labels == null ? 0 : new LabelImport(home.folder(), System.err::println).run(labels);
        print(result, spec.commandLine().getOut());
        return result.refused() + unlabelled == 0 ? Failures.DONE : Failures.FOUND_WRONG;
    }

    private void print(PaymentImport.Result result, PrintWriter out) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("rows", result.rows());
            document.put("accepted", result.accepted());
            document.put("refused", result.refused());
            out.println(Json.line(document));
        } else {
            out.printf("%,d rows: %,d accepted, %,d refused%n", result.rows(), result.accepted(), result.refused());
            if (result.refused() > 0) {
                out.println("refused rows with their reasons: " + result.rejectedFile());
            }
        }
        out.flush();
    }
}
