package vesper.night;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vesper.batch.operator.RunDetail;
import vesper.batch.operator.RunView;
import vesper.batch.operator.StepView;
import vesper.batch.task.Totals;

/** Runs as the command shows them: lines for people, documents for programs. */
final class RunText {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunText() {}

    /** {@code run 12: close of 2023-06-05 COMPLETED in 1.2 s}. */
    static String line(RunView run) {
        String reason = run.reason() == null ? "" : ": " + run.reason();
        return "run " + run.id() + ": " + run.job() + " of " + run.businessDate() + " " + run.status()
                + (run.status().active() ? " " + run.progressPercent() + " %" : "") + took(run.started(), run.ended())
                + reason;
    }

    /** {@code scheduled-transfers  COMPLETED  12 done, 1 failed, USD 400.00}. */
    static String line(StepView step) {
        return String.format(
                "  %-20s %-9s %s%s%s",
                step.name(),
                step.status(),
                figures(step.done(), step.failed(), step.sums()),
                step.status().active() ? " (" + step.progressPercent() + " %)" : "",
                took(step.started(), step.ended()));
    }

    static String figures(long done, long failed, SortedMap<String, ?> sums) {
        StringBuilder text = new StringBuilder(String.format("%,d done", done));
        if (failed > 0) {
            text.append(String.format(", %,d failed", failed));
        }
        sums.forEach((currency, sum) ->
                text.append(", ").append(currency).append(' ').append(sum));
        return text.toString();
    }

    static String time(@Nullable Instant instant) {
        return instant == null ? "-" : SECOND.format(instant);
    }

    static Map<String, Object> document(RunView run) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", run.id());
        document.put("job", run.job());
        document.put("business_date", run.businessDate().toString());
        document.put("status", run.status());
        document.put("progress_percent", run.progressPercent());
        document.put("started", text(run.started()));
        document.put("ended", text(run.ended()));
        document.put("reason", run.reason());
        return document;
    }

    static Map<String, Object> document(RunDetail detail) {
        Map<String, Object> document = document(detail.run());
        document.put("steps", detail.steps().stream().map(RunText::document).toList());
        return document;
    }

    private static Map<String, Object> document(StepView step) {
        Map<String, Object> document = document(step.name(), step.done(), step.failed(), step.sums());
        document.put("status", step.status());
        document.put("progress_percent", step.progressPercent());
        document.put("started", text(step.started()));
        document.put("ended", text(step.ended()));
        document.put("error", step.error());
        return document;
    }

    static Map<String, Object> document(String name, Totals totals) {
        return document(name, totals.done(), totals.failed(), totals.sums());
    }

    private static Map<String, Object> document(
            String name, long done, long failed, SortedMap<String, java.math.BigDecimal> sums) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("done", done);
        document.put("failed", failed);
        document.put("sums", amounts(sums));
        return document;
    }

    static Map<String, String> amounts(SortedMap<String, java.math.BigDecimal> sums) {
        Map<String, String> amounts = new TreeMap<>();
        sums.forEach((currency, sum) -> amounts.put(currency, sum.toPlainString()));
        return amounts;
    }

    /** {@code 12,031 entries = EUR 48,112.07, USD 5.00}. */
    static String posted(long entries, SortedMap<String, java.math.BigDecimal> sums) {
        String amounts = sums.entrySet().stream()
                .map(sum -> String.format(
                        Locale.ROOT, "%s %,." + sum.getValue().scale() + "f", sum.getKey(), sum.getValue()))
                .collect(java.util.stream.Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%,d %s%s",
                entries,
                entries == 1 ? "entry" : "entries",
                amounts.isEmpty() ? "" : " = " + amounts);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static String took(@Nullable Instant started, @Nullable Instant ended) {
        return started == null || ended == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " in %.1f s",
                        Duration.between(started, ended).toMillis() / 1e3);
    }

    static List<Map<String, Object>> documents(List<RunView> runs) {
        return runs.stream().map(RunText::document).toList();
    }
}
