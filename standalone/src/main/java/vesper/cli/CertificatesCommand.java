package vesper.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vesper.bank.seal.DaySeals.Signed;

/** {@code vesper certificates}: hands out what closed days were sealed with, to be kept where the bank cannot change it. */
@Command(
        name = "certificates",
        description =
                "Lists the certificates that closed days were sealed with. With --json whole, one a line: the signed text, its"
                        + " Ed25519 signature, and its SHA-256, by which the next certificate names it.")
public final class CertificatesCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--from", paramLabel = "D", description = "First business date (default: the first there is).")
    private LocalDate from = LocalDate.of(1, 1, 1);

    @Option(names = "--to", paramLabel = "D", description = "Last business date (default: the last there is).")
    private LocalDate to = LocalDate.of(9999, 12, 31);

    @Option(names = "--json", description = "Print JSON lines, with text and signature.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw new ParameterException(spec.commandLine(), "--to is before --from");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (BankDatabase database = BankDatabase.open(home.folder())) {
            for (Signed signed : database.bank().seals().certificates(from, to)) {
                out.println(
                        json
                                ? Json.line(document(signed))
                                : signed.businessDate() + "  " + signed.sha256() + "  key " + signed.keyId());
            }
        }
        out.flush();
        return Failures.DONE;
    }

    private static Map<String, Object> document(Signed signed) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("businessDate", signed.businessDate().toString());
        document.put("keyId", signed.keyId());
        document.put("sha256", signed.sha256());
        document.put("certificate", signed.text());
        document.put("signature", signed.signature());
        return document;
    }
}
