package vesper.backtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import vesper.bank.screening.FraudModel;
import vesper.bank.screening.RuleFile;
import vesper.batch.training.Ranking;
import vesper.cli.CommandFailure;
import vesper.cli.Failures;
import vesper.cli.HomeOption;
import vesper.cli.Json;

/** {@code vesper backtest}: what screening would have decided in the past. Needs no bank. */
@Command(
        name = "backtest",
        description = "Runs the screening job over a file of payments in event time, with a model trained on what was"
                + " known then, and says how well it did. Needs no bank.")
public final class BacktestCommand implements Callable<Integer> {
    private static final int OVERLAPS_SHOWN = 20;

    @Option(names = "--payments", paramLabel = "FILE", required = true, description = "Payments, CSV or CSV.gz.")
    private Path payments = Path.of("");

    @Option(names = "--labels", paramLabel = "FILE", description = "What became known of them: id,fraud,known_at.")
    private @Nullable Path labels;

    @Option(
            names = "--train-until",
            paramLabel = "T",
            converter = Moment.class,
            description = "Train a model on what was known before this moment (ISO 8601, or a date).")
    private @Nullable Instant trainUntil;

    @Option(
            names = "--from",
            paramLabel = "T",
            converter = Moment.class,
            description = "Count decisions from here (default: --train-until, else the first payment).")
    private @Nullable Instant from;

    @Option(
            names = "--until",
            paramLabel = "T",
            converter = Moment.class,
            description = "Count decisions before this moment (default: all).")
    private @Nullable Instant until;

    @Option(names = "--scores", paramLabel = "FILE", description = "Write id,score,decision,reasons of what counts.")
    private @Nullable Path scores;

    @Option(names = "--save-model", paramLabel = "FILE", description = "Write the trained model.")
    private @Nullable Path saveModel;

    @Option(names = "--rules", paramLabel = "FILE", description = "Judge by these rules (default: the shipped ones).")
    private @Nullable Path rules;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Judge by this model (default: the trained one, else the shipped one).")
    private @Nullable Path modelFile;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A moment, or the start of a day in UTC. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is neither a date nor a time in UTC (ISO 8601)");
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter progress = spec.commandLine().getErr();
        long begun = System.nanoTime();
        History history = History.read(payments, labels, progress::println);
        if (history.size() == 0) {
            throw new CommandFailure(payments + " has no payment that can be used");
        }
        Path scratch = home.folder().resolve("backtest-" + System.nanoTime());
        Files.createDirectories(scratch);
        try {
            Backtest backtest = new Backtest(
                    history, scratch, rules == null ? RuleFile.standard() : rules(rules), progress::println);
            backtest.seconds().put("reading", Math.round((System.nanoTime() - begun) / 1e8) / 10.0);
            HistoryTopics topics = backtest.prepare();
            FraudModel model = trainUntil != null
                    ? backtest.train(topics, trainUntil)
                    : modelFile != null ? FraudModel.parse(Files.readString(modelFile)) : FraudModel.standard();
            if (saveModel != null) {
                Files.writeString(saveModel, model.text());
            }
            Scored scored = backtest.score(
                    topics,
                    model,
                    from != null ? from : trainUntil != null ? trainUntil : Instant.ofEpochMilli(Long.MIN_VALUE),
                    until == null ? Instant.ofEpochMilli(Long.MAX_VALUE) : until);
            if (scores != null) {
                write(scored, scores);
            }
            print(scored, history, model, backtest.seconds());
        } finally {
            FileSystemUtils.deleteRecursively(scratch);
        }
        return Failures.DONE;
    }

    private static String rules(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            RuleFile.parse(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("the rules of " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void write(Scored scored, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("id,score,decision,reasons\n");
            for (Scored.Row row : scored.rows()) {
                out.write(quoted(row.payment().id())
                        + ','
                        + row.score()
                        + ','
                        + row.kind().name().toLowerCase(Locale.ROOT)
                        + ','
                        + String.join(" ", row.reasons())
                        + '\n');
            }
        }
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private void print(Scored scored, History history, FraudModel model, Map<String, Double> seconds) {
        Ranking ranking = scored.ranking();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("payments", history.size());
        document.put("scored", scored.rows().size());
        document.put("frauds", ranking.frauds());
        document.put("auc", figure(ranking.auc()));
        document.put("average_precision", figure(ranking.averagePrecision()));
        document.put("card_precision_100", figure(scored.cardPrecision()));
        document.put("alerts_a_day", figure(scored.alertsADay()));
        document.put("model", model.head());
        Map<String, Object> rules = new LinkedHashMap<>();
        scored.rules().forEach((rule, figures) -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("hits", figures.hits());
            line.put("precision", figure(figures.precision()));
            line.put("caught_value_minor", figures.caughtMinor());
            rules.put(rule, line);
        });
        document.put("rules", rules);
        document.put(
                "overlaps",
                scored.overlaps().stream().map(BacktestCommand::line).toList());
        document.put("seconds", seconds);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(document));
        } else {
            document.forEach((name, value) -> {
                if (name.equals("overlaps")) {
                    printOverlaps(scored.overlaps(), out);
                } else if (value instanceof Map<?, ?> lines) {
                    out.println(name);
                    lines.forEach((key, line) -> out.printf("  %-32s %s%n", key, line));
                } else {
                    out.printf("%-24s %s%n", name, value == null ? "none" : value);
                }
            });
        }
        out.flush();
    }

    private static Map<String, Object> line(Scored.Overlap overlap) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("rules", List.of(overlap.first(), overlap.second()));
        line.put("both", overlap.both());
        line.put("share_of_first", figure(overlap.shareOfFirst()));
        line.put("share_of_second", figure(overlap.shareOfSecond()));
        return line;
    }

    private static void printOverlaps(List<Scored.Overlap> overlaps, PrintWriter out) {
        out.println("overlaps (payments that two rules hit together, and the share of each rule's hits)");
        overlaps.stream()
                .limit(OVERLAPS_SHOWN)
                .forEach(overlap -> out.printf(
                        Locale.ROOT,
                        "  %-32s %-32s %8d  %3.0f %%  %3.0f %%%n",
                        overlap.first(),
                        overlap.second(),
                        overlap.both(),
                        100 * overlap.shareOfFirst(),
                        100 * overlap.shareOfSecond()));
        if (overlaps.size() > OVERLAPS_SHOWN) {
            out.println("  and " + (overlaps.size() - OVERLAPS_SHOWN) + " more, which --json lists");
        }
    }

    private static @Nullable Double figure(double value) {
        return Double.isNaN(value) ? null : Math.round(value * 1e6) / 1e6;
    }
}
