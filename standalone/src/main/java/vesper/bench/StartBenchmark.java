package vesper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vesper.cli.CommandFailure;
import vesper.feed.ApiClient;
import vesper.feed.RunningApi;
import vesper.home.Home;
import vesper.home.Ports;

/**
 * Seconds from the command {@code vesper up}, in a home that was stopped, to the first payment that the API accepts. It is
 * the script that is run, as a person would.
 *
 * <p>{@code start.resident} is the memory that the bank then holds, with some thousand payments through: proportional set
 * size of its process and of every process of its PostgreSQL, so that shared pages count once. Its limit is 3 GiB.
 */
final class StartBenchmark implements Benchmark {
    private static final int CARDS = 500;
    private static final int PAYMENTS = 5_000;
    private static final int LIMIT_SECONDS = 120;
    private static final double RESIDENT_LIMIT_MIB = 3_072;

    private static final int UNANSWERED = 32;

    private final CardPayments payments = new CardPayments(CARDS, LocalDate.now(Clock.systemUTC()));
    private int sent;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        Command command = new Command(settings.folder(), Ports.anyFree().base());
        settings.progress().accept("start: making a home");
        try (Up first = command.start()) {
            payments.open(first.client);
            send(first.client, PAYMENTS);
        }
        List<Double> seconds = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            long begun = System.nanoTime();
            try (Up up = command.start()) {
                send(up.client, 1);
                double taken = (System.nanoTime() - begun) / 1e9;
                seconds.add(taken);
                settings.progress()
                        .accept(String.format(
                                Locale.ROOT, "start: round %d of %d, %.1f s", round, settings.rounds(), taken));
                if (round == settings.rounds()) {
                    send(up.client, PAYMENTS);
                    resident.add(up.residentMib());
                }
            }
        }
        figures.accept(Figure.alone("start.up", seconds, "s"));
        figures.accept(Figure.against("start.resident", resident, "MiB", "3-gib", List.of(RESIDENT_LIMIT_MIB)));
    }

    private void send(ApiClient client, int count) throws InterruptedException {
        Semaphore unanswered = new Semaphore(UNANSWERED);
        AtomicReference<@Nullable String> failure = new AtomicReference<>();
        for (int n = 0; n < count; n++) {
            unanswered.acquire();
            var unused = client.post("/v1/payments", payments.request(sent), "Idempotency-Key", "bench-" + sent)
                    .whenComplete((answer, thrown) -> {
                        if (thrown != null || answer.status() != 202) {
                            failure.set(thrown != null ? thrown.toString() : answer.problem());
                        }
                        unanswered.release();
                    });
            sent++;
        }
        unanswered.acquire(UNANSWERED);
        String why = failure.get();
        if (why != null) {
            throw new IllegalStateException("a payment was not accepted: " + why);
        }
    }

    /** The command, as a child process: the script becomes the bank, so both have one process id. */
    private record Command(Path home, Path log, int port) {
        Command(Path folder, int port) {
            this(folder.resolve("home"), folder.resolve("up.log"), port);
        }

        /** Starts it and waits until the bank says that it takes payments. */
        Up start() throws IOException, InterruptedException {
            String vesper = System.getProperty("vesper.command");
            if (vesper == null) {
                throw new CommandFailure("the start can only be measured by the script: ./vesper bench start");
            }
            Process process = new ProcessBuilder(
                            vesper, "up", "--data", home.toString(), "--port", Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            long deadline = System.nanoTime() + LIMIT_SECONDS * 1_000_000_000L;
            while (Home.running(home).isEmpty()) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    process.destroy();
                    throw new CommandFailure("the bank did not start: " + Files.readString(log));
                }
                Thread.sleep(5);
            }
            return new Up(process, home, RunningApi.client(home));
        }
    }

    /** A bank that runs; closing stops it as an operator would. */
    private record Up(Process process, Path home, ApiClient client) implements AutoCloseable {
        double residentMib() throws IOException {
            String postmaster = Files.readAllLines(home.resolve("pg").resolve("postmaster.pid"))
                    .get(0)
                    .strip();
            List<Long> pids = new ArrayList<>(List.of(process.pid(), Long.parseLong(postmaster)));
            ProcessHandle.of(pids.get(1))
                    .ifPresent(server -> server.descendants().forEach(child -> pids.add(child.pid())));
            long kib = 0;
            for (long pid : pids) {
                kib += pssKib(pid);
            }
            return kib / 1_024.0;
        }

        private static long pssKib(long pid) throws IOException {
            try {
                return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
                        .filter(line -> line.startsWith("Pss:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            } catch (NoSuchFileException e) {
                // A server process of a connection that has just ended.
                return 0;
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the bank did not stop within " + LIMIT_SECONDS + " seconds");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
