package vesper.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.bench.LeanSender.Post;

/**
 * Clients in a process of their own, who send payments at even distances whatever the answers do, over many kept connections: so
 * their files and their memory are not those of the bank that is measured.
 */
public final class ClientProcess {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TOKEN = "VESPER_BENCH_TOKEN";
    private static final int CARDS = 10_000;

    private ClientProcess() {}

    /**
     * What they are to do.
     *
     * @param connections how many are kept
     * @param warmUpSeconds at the same rate, before what is measured
     * @param queues whether a payment that is due while all connections wait for answers waits for one, rather than not being sent
     */
    record Task(
            URI bank, String token, int connections, int perSecond, int warmUpSeconds, int seconds, boolean queues) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Task[" + connections + " connections, " + perSecond + "/s]";
        }
    }

    /**
     * What came of it.
     *
     * @param accepted payments answered with 202
     * @param refused answered with 429 or 503
     * @param failed answered otherwise, or not at all
     * @param unsent due while no connection was free
     * @param p50 milliseconds from when an accepted payment was due, not sent, to its answer
     */
    record Told(
            int accepted, int refused, int failed, int unsent, double p50, double p95, double p99, String failure) {}

    /** Starts them and waits until they are done. */
    static Told run(Task task) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClientProcess.class.getName(),
                        task.bank().toString(),
                        Integer.toString(task.connections()),
                        Integer.toString(task.perSecond()),
                        Integer.toString(task.warmUpSeconds()),
                        Integer.toString(task.seconds()),
                        Boolean.toString(task.queues()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(TOKEN, task.token());
        Process process = builder.start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the clients failed: " + said);
            }
            return told(said);
        } finally {
            process.destroy();
        }
    }

    private static Told told(String said) {
        List<String> lines = said.lines().filter(line -> line.startsWith("{")).toList();
        JsonNode line = JSON.readTree(lines.get(lines.size() - 1));
        return new Told(
                line.path("accepted").asInt(),
                line.path("refused").asInt(),
                line.path("failed").asInt(),
                line.path("unsent").asInt(),
                line.path("p50").asDouble(),
                line.path("p95").asDouble(),
                line.path("p99").asDouble(),
                line.path("failure").asString(""));
    }

    /** The process: its task, in order; the token is in the environment. */
    public static void main(String[] arguments) throws InterruptedException {
        Task task = new Task(
                URI.create(arguments[0]),
                System.getenv().getOrDefault(TOKEN, ""),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Boolean.parseBoolean(arguments[5]));
        try (LeanSender sender = new LeanSender(task.bank(), task.token(), task.connections())) {
            Round warmUp = new Round(task.perSecond() * task.warmUpSeconds());
            warmUp.send(sender, task);
            Round round = new Round(task.perSecond() * task.seconds());
            round.send(sender, task);
            System.out.println(round.line());
        }
    }

    /** Payments at even distances. */
    private static final class Round {
        private final String name = Long.toString(System.nanoTime(), 36);
        private final CardPayments payments = new CardPayments(CARDS, CardPayments.DAY);
        private final double[] millis;
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
        private int unsent;

        Round(int payments) {
            millis = new double[payments];
        }

        void send(LeanSender sender, Task task) throws InterruptedException {
            int atOnce = task.queues() ? millis.length : sender.connections();
            Semaphore free = new Semaphore(atOnce);
            long start = System.nanoTime();
            for (int n = 0; n < millis.length; n++) {
                long due = start + n * 1_000_000_000L / task.perSecond();
                byte[] body = CardPayments.single(payments.request(n % payments.limit()));
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                if (!free.tryAcquire()) {
                    unsent++;
                    continue;
                }
                sender.send(new Post("/v1/payments", name + "-" + n, body), problem -> {
                    answered(problem, (System.nanoTime() - due) / 1e6);
                    free.release();
                });
            }
            free.acquire(atOnce);
        }

        private void answered(@Nullable String problem, double took) {
            if (problem == null) {
                millis[accepted.getAndIncrement()] = took;
            } else if (problem.startsWith("status 429") || problem.startsWith("status 503")) {
                refused.incrementAndGet();
            } else {
                failed.incrementAndGet();
                failure.compareAndSet(null, problem);
            }
        }

        String line() {
            double[] taken = Arrays.copyOf(millis, Math.max(1, accepted.get()));
            String why = failure.get();
            return JSON.writeValueAsString(Map.of(
                    "accepted", accepted.get(),
                    "refused", refused.get(),
                    "failed", failed.get(),
                    "unsent", unsent,
                    "p50", Figure.percentile(taken, 0.50),
                    "p95", Figure.percentile(taken, 0.95),
                    "p99", Figure.percentile(taken, 0.99),
                    "failure", why == null ? "" : why));
        }
    }
}
