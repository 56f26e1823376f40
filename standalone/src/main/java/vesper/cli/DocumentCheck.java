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

/** Says of a file whether the bank issued it, and whether it still holds. */
final class DocumentCheck {
    private final Documents documents;
    private final boolean json;
    private final PrintWriter out;

    DocumentCheck(Bank bank, boolean json, PrintWriter out) {
        this.documents = BatchJobs.reportingOver(bank).documents();
        this.json = json;
        this.out = out;
    }

    /** Prints what it found; answers the exit status, 0 only for a document that is ours, unchanged and not replaced. */
    int check(Path file) {
        Optional<Document> found = documents.withContent(read(file));
        Optional<Document> replacing = found.flatMap(document -> documents.replacing(document.id()));
        if (json) {
            out.println(Json.line(document(found, replacing)));
        } else {
            out.println(found.map(document -> sentence(document, replacing))
                    .orElse("not a document that this bank issued, or changed since"));
        }
        out.flush();
        return found.isPresent() && replacing.isEmpty() ? Failures.DONE : Failures.FOUND_WRONG;
    }

    private static String sentence(Document document, Optional<Document> replacing) {
        return "issued by this bank and unchanged: "
                + document.kind().fileName(document.accountNumber(), document.period())
                + ", made at " + document.createdAt()
                + replacing
                        .map(newer -> "; it no longer holds: document " + newer.id() + " replaces it")
                        .orElse("");
    }

    private static Map<String, Object> document(Optional<Document> found, Optional<Document> replacing) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("document", found.isPresent() ? "unchanged" : "unknown");
        found.ifPresent(document -> {
            line.put("id", document.id().toString());
            line.put("kind", document.kind().name());
            line.put("account", document.accountNumber());
            line.put("from", document.period().from().toString());
            line.put("to", document.period().to().toString());
            line.put("made_at", document.createdAt().toString());
        });
        replacing.ifPresent(newer -> line.put("replaced_by", newer.id().toString()));
        return line;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
