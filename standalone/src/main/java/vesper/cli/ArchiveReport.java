package vesper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.bank.Bank;
import vesper.batch.BatchJobs;
import vesper.reporting.archive.ArchiveCheck;
import vesper.reporting.archive.DocumentArchive;
import vesper.reporting.archive.FolderArchive;
import vesper.reporting.archive.S3Archive;

/** Says whether the archive has every document as it was issued. */
final class ArchiveReport {
    private ArchiveReport() {}

    /** Prints what is wrong; answers the exit status. */
    static int print(Bank bank, Path home, boolean json, PrintWriter out) {
        Map<String, String> environment = System.getenv();
        DocumentArchive archive = archive(home, environment);
        ArchiveCheck.Result result = check(bank, archive);
        boolean whole = result.findings().isEmpty();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("archive", whole ? "whole" : "damaged");
            document.put("documents", result.checked());
            document.put("waiting", result.waiting());
            document.put("findings", result.findings());
            out.println(Json.line(document));
        } else if (whole) {
            out.printf("%,d documents are as issued in %s; %,d wait%n", result.checked(), archive, result.waiting());
        } else {
            out.printf("of %,d documents that should be in %s:%n", result.checked(), archive);
            result.findings().forEach(each -> out.println(line(each)));
        }
        out.flush();
        return whole ? Failures.DONE : Failures.FOUND_WRONG;
    }

    private static String line(ArchiveCheck.Finding finding) {
        String fault = finding.fault().name().toLowerCase(Locale.ROOT);
        return "  document " + finding.documentId() + " is " + fault + ": " + finding.sha256();
    }

    private static ArchiveCheck.Result check(Bank bank, DocumentArchive archive) {
        try {
            return BatchJobs.reportingOver(bank, null).archiveCheck().check(archive);
        } catch (IOException e) {
            throw new CommandFailure("cannot read the archive in " + archive + ": " + e.getMessage(), e);
        }
    }

    /** The archive that the batch process of the same environment writes to. */
    private static DocumentArchive archive(Path home, Map<String, String> environment) {
        String bucket = environment.get("VESPER_ARCHIVE_BUCKET");
        if (bucket == null) {
            String folder = environment.get("VESPER_ARCHIVE_FOLDER");
            return new FolderArchive(folder == null ? home.resolve("archive") : Path.of(folder));
        }
        @Nullable String endpoint = environment.get("VESPER_ARCHIVE_ENDPOINT");
        return new S3Archive(new S3Archive.Place(
                endpoint == null ? null : URI.create(endpoint),
                environment.getOrDefault("VESPER_ARCHIVE_REGION", "us-east-1"),
                bucket,
                environment.getOrDefault("ARCHIVE_ACCESS_KEY", ""),
                environment.getOrDefault("ARCHIVE_SECRET_KEY", ""),
                false));
    }
}
