package vesper.night;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import vesper.batch.watch.Alert;
import vesper.batch.watch.AlertTable;
import vesper.cli.Failures;
import vesper.cli.Json;

/** {@code vesper jobs alerts}: what was raised of the nights. */
@Command(name = "alerts", description = "Shows what the watchdog raised: closes that are late, failed, stuck or slow.")
final class AlertsCommand extends JobsCommand.Subcommand {
    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many (default: 20).")
    private int limit = 20;

    @Override
    public Integer call() {
        if (limit < 1 || limit > 10_000) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 to 10000");
        }
        try (Night night = toRead()) {
            List<Alert.Raised> alerts = new AlertTable(night.bank().jdbc()).newest(limit);
            if (json) {
                out().println(Json.line(Map.of(
                        "alerts", alerts.stream().map(AlertsCommand::document).toList())));
            } else {
                alerts.forEach(raised -> out().println(RunText.time(raised.raisedAt()) + "  "
                        + raised.alert().kind() + "  " + raised.alert().message()));
            }
            out().flush();
            return Failures.DONE;
        }
    }

    private static Map<String, Object> document(Alert.Raised raised) {
        Alert alert = raised.alert();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", alert.kind());
        document.put("business_date", alert.businessDate().toString());
        document.put("run", alert.runId());
        document.put("message", alert.message());
        document.put("raised", raised.raisedAt().toString());
        return document;
    }
}
