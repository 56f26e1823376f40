package vesper.bench;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.springframework.util.FileSystemUtils;
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

/** {@code vesper bench}: measures the bank against what this machine can do, both in one run. */
@Command(
        name = "bench",
        description =
                "Measures the bank, each figure against its limit on this machine in the same run. Uses banks of its"
                        + " own in a folder under --data; the bank there is not touched.")
public final class BenchCommand implements Callable<Integer> {
    /** What the API takes in a request, as it is set up here. */
    private static final int LARGEST_BATCH = 500;

    private static final Map<String, Supplier<Benchmark>> BENCHMARKS = new LinkedHashMap<>();

    static {
        BENCHMARKS.put("latency", () -> new LatencyBenchmark("latency", true));
        BENCHMARKS.put("decisions", () -> new LatencyBenchmark("decisions", false));
        BENCHMARKS.put("ingest", IngestBenchmark::new);
        BENCHMARKS.put("overload", OverloadBenchmark::new);
        BENCHMARKS.put("queries", QueriesBenchmark::new);
        BENCHMARKS.put("booking", BookingBenchmark::new);
        BENCHMARKS.put("booking-memory", BookingMemoryBenchmark::new);
        BENCHMARKS.put("proof", ProofBenchmark::new);
        BENCHMARKS.put("screening", ScreeningBenchmark::new);
        BENCHMARKS.put("statements", StatementsBenchmark::new);
        BENCHMARKS.put("mail", MailBenchmark::new);
        BENCHMARKS.put("memory", MemoryBenchmark::new);
        BENCHMARKS.put("accrual", () -> new CloseBenchmark(false));
        BENCHMARKS.put("close", () -> new CloseBenchmark(true));
        BENCHMARKS.put("start", StartBenchmark::new);
        BENCHMARKS.put("api-start", ApiStartBenchmark::new);
    }

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "latency, decisions, ingest, overload, queries, booking, booking-memory, proof, screening, statements, mail,"
                            + " memory, accrual, close, start or api-start; all if none is named.")
    private List<String> names = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds whose median counts (default: 5).")
    private int rounds = 5;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Payments a second for latency, decisions and ingest (default: 1000).")
    private int rate = 1_000;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "10",
            description = "Payments in a request for latency and decisions, 1 to 500 (default: 10).")
    private int batch = 10;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "Length of a round for latency, decisions, ingest and overload, after a warm-up (default: 10).")
    private int seconds = 10;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Accounts to book on, to ask about, or that bear interest (default: 100000).")
    private int accounts = 100_000;

    @Option(
            names = "--loans",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Loans on the books for close, a twentieth of them due (default: 100000).")
    private int loans = 100_000;

    @Option(names = "--json", description = "Print a JSON line per figure.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        for (String name : names) {
            if (!BENCHMARKS.containsKey(name)) {
                throw new ParameterException(
                        spec.commandLine(), "there is no benchmark '" + name + "'; there are " + BENCHMARKS.keySet());
            }
        }
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new ParameterException(spec.commandLine(), "--batch must be 1 to " + LARGEST_BATCH);
        }
        for (String name : names.isEmpty() ? BENCHMARKS.keySet() : names) {
            Path folder = home.folder().resolve("bench").resolve(name + "-" + System.nanoTime());
            Files.createDirectories(folder);
            try {
                Supplier<Benchmark> benchmark = BENCHMARKS.getOrDefault(name, BookingBenchmark::new);
                benchmark
                        .get()
                        .run(
                                new Benchmark.Settings(
                                        folder, rounds, rate, batch, seconds, accounts, loans, System.err::println),
                                this::print);
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
        return Failures.DONE;
    }

    private void print(Figure figure) {
        PrintWriter out = spec.commandLine().getOut();
        Double ratio = figure.ratio();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", figure.name());
            line.put("value", figure.value());
            line.put("unit", figure.unit());
            line.put("limit_name", figure.limitName());
            line.put("limit", figure.limit());
            line.put("ratio", ratio);
            out.println(Json.line(line));
        } else if (ratio == null) {
            out.printf("%-24s %,12.1f %s%n", figure.name(), figure.value(), figure.unit());
        } else {
            out.printf(
                    "%-24s %,12.1f %-12s %.2f x %s (%,.1f)%n",
                    figure.name(), figure.value(), figure.unit(), ratio, figure.limitName(), figure.limit());
        }
        out.flush();
    }
}
