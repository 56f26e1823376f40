package vesper.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vesper.bank.Bank;
import vesper.bank.audit.AuditChain;
import vesper.bank.ledger.ProofOfBooks;
import vesper.bank.seal.SealVerification;

/** {@code vesper verify}: proves the books from the database and the public key alone. */
@Command(
        name = "verify",
        description =
                "Proves the books: what closed days were sealed with is still so, entries balance, balances are the sum"
                        + " of their postings, sub-ledgers add up to the general ledger, payments agree with entries, the audit log is whole. Status 1 names"
                        + " the first place that does not hold.")
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--from",
            paramLabel = "D",
            description = "First sealed date to verify (default: the first there is).")
    private LocalDate from = LocalDate.of(1, 1, 1);

    @Option(names = "--to", paramLabel = "D", description = "Last sealed date to verify (default: the last there is).")
    private LocalDate to = LocalDate.of(9999, 12, 31);

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "PEM file of the keys whose seals are trusted (default: the bank's own, in its home).")
    private @Nullable Path publicKey;

    @Option(
            names = "--statement",
            paramLabel = "FILE",
            description =
                    "Say of this file whether it is a document that the bank issued, byte for byte, and prove nothing"
                            + " else.")
    private @Nullable Path document;

    @Option(
            names = "--archive",
            description =
                    "Read every document that should be in the archive, say whether it is there as it was issued, and prove"
                            + " nothing else. The archive is that of the home, or the one that VESPER_ARCHIVE_FOLDER or"
                            + " VESPER_ARCHIVE_BUCKET names.")
    private boolean archive;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw new ParameterException(spec.commandLine(), "--to is before --from");
        }
        try (BankDatabase database = BankDatabase.open(home.folder())) {
            Bank bank = database.bank();
            if (document != null) {
                return new DocumentCheck(
                                bank,
                                DocumentKeyFile.of(home.folder()),
                                json,
                                spec.commandLine().getOut())
                        .check(document);
            }
            if (archive) {
                return ArchiveReport.print(
                        bank, home.folder(), json, spec.commandLine().getOut());
            }
            SealVerification.Result seals =
                    bank.sealVerification().verify(from, to, SealKeyFile.trusted(publicKey, home.folder(), bank));
            ProofOfBooks.Result proof = bank.proof().check();
            AuditChain.Result audit = bank.auditChain().check();
            print(seals, proof, audit, spec.commandLine().getOut());
            return seals.holds() && proof.holds() && audit.holds() ? Failures.DONE : Failures.FOUND_WRONG;
        }
    }

    private void print(
            SealVerification.Result seals, ProofOfBooks.Result proof, AuditChain.Result audit, PrintWriter out) {
        List<ProofOfBooks.Break> breaks = Stream.of(
                        seals.findings().stream()
                                .map(finding -> new ProofOfBooks.Break(
                                        "what was sealed of " + finding.businessDate() + ", " + finding.what(),
                                        finding.place())),
                        proof.breaks().stream(),
                        Stream.ofNullable(audit.broken())
                                .map(place -> new ProofOfBooks.Break("every event of the audit log follows", place)))
                .flatMap(places -> places)
                .toList();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("proof", breaks.isEmpty() ? "holds" : "broken");
            document.put("entries", proof.entries());
            document.put("postings", proof.postings());
            document.put("audit_events", audit.events());
            document.put("sealed_days", seals.days());
            document.put("sealed_entries", seals.entries());
            document.put("breaks", breaks);
            out.println(Json.line(document));
        } else if (breaks.isEmpty()) {
            out.printf(
                    "proof of books holds: %,d entries, %,d postings; %,d sealed days with %,d entries;"
                            + " %,d audit events%n",
                    proof.entries(), proof.postings(), seals.days(), seals.entries(), audit.events());
        } else {
            out.println("proof of books is BROKEN:");
            breaks.forEach(place -> out.println("  " + place.rule() + ": " + place.place()));
        }
        out.flush();
    }
}
