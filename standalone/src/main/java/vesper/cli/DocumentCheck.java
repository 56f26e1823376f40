package vesper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vesper.bank.Bank;
import vesper.batch.BatchJobs;
import vesper.reporting.document.Document;
import vesper.reporting.document.Documents;
import vesper.reporting.signature.DocumentKey;
import vesper.reporting.signature.DocumentSignature;

/** Says of a file whether the bank issued or signed it, and whether it still holds. */
final class DocumentCheck {
    private final Documents documents;
    private final DocumentKey key;
    private final boolean json;
    private final PrintWriter out;

    DocumentCheck(Bank bank, DocumentKey key, boolean json, PrintWriter out) {
        this.documents = BatchJobs.reportingOver(bank, key).documents();
        this.key = key;
        this.json = json;
        this.out = out;
    }

    /** Prints what it found; answers the exit status, 0 only for a document that is ours, unchanged and not replaced. */
    int check(Path file) {
        byte[] content = read(file);
        Optional<Document> found = documents.withContent(content);
        int status = found.isPresent()
                ? issued(found.get())
                : notIssued(DocumentSignature.check(content, key.certificate()));
        out.flush();
        return status;
    }

    private int issued(Document document) {
        Optional<Document> newer = documents.replacing(document.id());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("document", "issued");
        line.put("id", document.id().toString());
        line.put("kind", document.kind().name());
        line.put("account", document.accountNumber());
        line.put("from", document.period().from().toString());
        line.put("to", document.period().to().toString());
        line.put("made_at", document.createdAt().toString());
        newer.ifPresent(replacing -> line.put("replaced_by", replacing.id().toString()));
        print(
                line,
                "issued by this bank and unchanged: "
                        + document.kind().fileName(document.accountNumber(), document.period())
                        + ", made at " + document.createdAt()
                        + newer.map(replacing -> "; it no longer holds: document " + replacing.id() + " replaces it")
                                .orElse(""));
        return newer.isEmpty() ? Failures.DONE : Failures.FOUND_WRONG;
    }

    private int notIssued(DocumentSignature.Verdict verdict) {
        boolean ours = verdict == DocumentSignature.Verdict.VALID;
        print(
                Map.of("document", ours ? "signed" : "unknown"),
                switch (verdict) {
                    case VALID -> "signed by this bank and unchanged, made on request and not kept";
                    case INVALID -> "signed, but not by this bank, or changed since";
                    case UNSIGNED -> "not a document that this bank issued or signed, or changed since";
                });
        return ours ? Failures.DONE : Failures.FOUND_WRONG;
    }

    private void print(Map<String, Object> line, String sentence) {
        out.println(json ? Json.line(line) : sentence);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
