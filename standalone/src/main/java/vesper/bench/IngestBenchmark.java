package vesper.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vesper.bench.ClientProcess.Task;
import vesper.bench.ClientProcess.Told;
import vesper.bench.LeanSender.Post;
import vesper.feed.ApiClient;
import vesper.feed.RunningApi;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.up.RunningBank;

/**
 * How many payments a second the API takes over HTTP, each held durably by Kafka before it is answered, by the API in this
 * process with its Kafka and database; the stream jobs, which would have machines of their own, do not run. One a request, beside an
 * endpoint of the same kind of server that does nothing; a hundred a request, beside a Kafka producer without the API. Then
 * how long answers take at {@code --rate} single payments a second, sent at even distances whatever the answers do, over a
 * hundred kept connections in turn and over ten thousand.
 */
final class IngestBenchmark implements Benchmark {
    private static final int CARDS = 10_000;
    private static final int TOGETHER = 100;
    private static final int BATCHED = 50_000;
    private static final int WARM_UP_SECONDS = 25;
    private static final int CONNECTIONS = 64;
    private static final int SOME = 100;
    private static final int MANY = 10_000;
    /** Of the bank's own: libraries, database, Kafka, Flink. */
    private static final int FILES_ASIDE = 2_000;

    private static final int CLIENT_WARM_UP_SECONDS = 5;

    private final CardPayments payments = new CardPayments(CARDS, CardPayments.DAY);
    private int sent;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        Home home = Home.open(settings.folder(), Ports.anyFree().base());
        try (RunningBank bank =
                RunningBank.start(home, new RunningBank.Opening(CardPayments.DAY, false, false), settings.progress())) {
            ApiClient client = RunningApi.client(home.folder());
            settings.progress().accept("ingest: opening " + CARDS + " accounts at " + bank.url());
            payments.open(client);
            try (NoOpServer noOp = new NoOpServer();
                    LeanSender toNothing = new LeanSender(noOp.url(), "none", CONNECTIONS);
                    LeanSender toBank = new LeanSender(bank.url(), client.token(), CONNECTIONS);
                    RawProducer raw =
                            new RawProducer("127.0.0.1:" + home.ports().kafka())) {
                rate(toNothing, WARM_UP_SECONDS, n -> single());
                batchedRate(toBank);
                settings.progress()
                        .accept("ingest: warmed up with " + Math.round(rate(toBank, WARM_UP_SECONDS, n -> single()))
                                + " payments a second");
                measure(settings, figures, toNothing, toBank, raw);
            }
            connected(settings, figures, bank, client);
        }
    }

    private void measure(
            Settings settings, Consumer<Figure> figures, LeanSender toNothing, LeanSender toBank, RawProducer raw)
            throws InterruptedException {
        List<Double> nothing = new ArrayList<>();
        List<Double> single = new ArrayList<>();
        List<Double> batched = new ArrayList<>();
        List<Double> produced = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            nothing.add(rate(toNothing, settings.seconds(), n -> single()));
            single.add(rate(toBank, settings.seconds(), n -> single()));
            produced.add(raw.rate(BATCHED));
            batched.add(batchedRate(toBank));
            settings.progress()
                    .accept("ingest: round %d of %d; single %.0f/s, batched %.0f/s"
                            .formatted(round, settings.rounds(), single.get(round - 1), batched.get(round - 1)));
        }
        figures.accept(Figure.against("ingest.single", single, "payments/s", "noop-202", nothing));
        figures.accept(Figure.against("ingest.batch100", batched, "payments/s", "kafka-producer", produced));
    }

    /** How long answers take over some connections, and over many, of clients in a process of their own. */
    private static void connected(Settings settings, Consumer<Figure> figures, RunningBank bank, ApiClient client)
            throws IOException, InterruptedException {
        long files = FILES_ASIDE + MANY;
        boolean may = openFiles() >= files;
        if (!may) {
            settings.progress()
                    .accept("ingest: " + MANY + " connections need " + files + " open files, this process may have "
                            + openFiles() + ": raise the limit (ulimit -n) to measure them");
        }
        List<Double> some = new ArrayList<>();
        List<Double> many = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            some.add(answeredOver(SOME, settings, bank, client));
            if (may) {
                many.add(answeredOver(MANY, settings, bank, client));
            }
            settings.progress()
                    .accept("ingest: round %d of %d; answered p95 %.1f ms over %d connections%s"
                            .formatted(
                                    round,
                                    settings.rounds(),
                                    some.get(round - 1),
                                    SOME,
                                    may ? ", %.1f ms over %d".formatted(many.get(round - 1), MANY) : ""));
        }
        figures.accept(Figure.alone("ingest.answered.p95", some, "ms"));
        if (may) {
            figures.accept(Figure.against("ingest.p95-10000-connections", many, "ms", "p95-100-connections", some));
        }
    }

    private static double answeredOver(int connections, Settings settings, RunningBank bank, ApiClient client)
            throws IOException, InterruptedException {
        Told told = ClientProcess.run(new Task(
                bank.url(),
                client.token(),
                connections,
                settings.ratePerSecond(),
                CLIENT_WARM_UP_SECONDS,
                settings.seconds()));
        if (told.failed() + told.refused() + told.unsent() > 0) {
            throw new IllegalStateException("payments were not accepted: " + told);
        }
        return told.p95();
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 0;
    }

    private Post single() {
        int n = sent++;
        return new Post("/v1/payments", "ingest-" + n, CardPayments.single(payments.request(n % payments.limit())));
    }

    private Post batch() {
        Map<String, Map<String, Object>> requests = new LinkedHashMap<>();
        for (int i = 0; i < TOGETHER; i++) {
            int n = sent++;
            requests.put("ingest-" + n, payments.request(n % payments.limit()));
        }
        return new Post("/v1/payments/batch", null, CardPayments.batch(requests));
    }

    /** Answers a second, with a request on each connection all the time. */
    private static double rate(LeanSender sender, int seconds, IntFunction<Post> posts) throws InterruptedException {
        return closedLoop(sender, n -> false, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds), posts);
    }

    /** Payments a second in batches, written before the time begins. */
    private double batchedRate(LeanSender sender) throws InterruptedException {
        List<Post> batches =
                Stream.generate(this::batch).limit(BATCHED / TOGETHER).toList();
        return TOGETHER * closedLoop(sender, n -> n == batches.size(), Long.MAX_VALUE, batches::get);
    }

    private static double closedLoop(
            LeanSender sender, java.util.function.IntPredicate done, long until, IntFunction<Post> posts)
            throws InterruptedException {
        Semaphore free = new Semaphore(sender.connections());
        AtomicReference<@Nullable String> problem = new AtomicReference<>();
        long start = System.nanoTime();
        int count = 0;
        for (; !done.test(count) && System.nanoTime() < until && problem.get() == null; count++) {
            Post post = posts.apply(count);
            free.acquire();
            sender.send(post, answer -> {
                if (answer != null) {
                    problem.set(answer);
                }
                free.release();
            });
        }
        free.acquire(sender.connections());
        double rate = count * 1e9 / (System.nanoTime() - start);
        refuse(problem.get());
        return rate;
    }

    private static void refuse(@Nullable String problem) {
        if (problem != null) {
            throw new IllegalStateException("payments were not accepted: " + problem);
        }
    }
}
