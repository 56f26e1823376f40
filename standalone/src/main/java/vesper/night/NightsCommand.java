package vesper.night;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vesper.batch.operator.NightView;
import vesper.cli.Failures;
import vesper.cli.Json;

/** {@code vesper jobs nights}: how the closes of business dates went. */
@Command(name = "nights", description = "Shows how the closes of business dates went, the newest first.")
final class NightsCommand extends JobsCommand.Subcommand {
    private static final int NIGHTS = 30;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "First business date (default: thirty days before --to).")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last business date (default: the open one).")
    private @Nullable LocalDate to;

    @Override
    public Integer call() {
        try (Night night = toRead()) {
            LocalDate last = to == null ? night.bank().businessDates().current().businessDate() : to;
            LocalDate first = from == null ? last.minusDays(NIGHTS - 1L) : from;
            Instant now = Instant.now();
            List<NightView> nights = night.operations().nights().between(first, last);
            if (json) {
                out().println(Json.line(Map.of(
                        "nights",
                        nights.stream().map(each -> document(each, now)).toList())));
            } else {
                nights.forEach(each -> out().println(text(each, now)));
            }
            out().flush();
            return Failures.DONE;
        }
    }

    private static String text(NightView night, Instant now) {
        return String.format(
                "%s  %-15s  run %d%s  %,d ms%s",
                night.run().businessDate(),
                night.outcome(),
                night.run().id(),
                night.runs() == 1 ? "" : ", the last of " + night.runs(),
                night.worked(now).toMillis(),
                night.failed() == 0 ? "" : String.format(", %,d items not done", night.failed()));
    }

    private static Map<String, Object> document(NightView night, Instant now) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("business_date", night.run().businessDate().toString());
        document.put("outcome", night.outcome());
        document.put("run", night.run().id());
        document.put("runs", night.runs());
        document.put("worked_ms", night.worked(now).toMillis());
        document.put("failed", night.failed());
        return document;
    }
}
