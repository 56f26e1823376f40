package vesper.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import vesper.bench.LeanSender.Post;
import vesper.feed.ApiClient;
import vesper.feed.RunningApi;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.up.RunningBank;

/**
 * How many payments a second the API takes over HTTP, each held durably by Kafka before it is answered, in a whole bank that runs in
 * this process and goes on to screen and book them meanwhile: one a request, beside an endpoint of the same kind of server that
 * does nothing; a hundred a request, beside a Kafka producer without the API. Then how long answers take at {@code --rate} single
 * payments a second, sent at even distances whatever the answers do.
 */
final class IngestBenchmark implements Benchmark {
    private static final int CARDS = 10_000;
    private static final int TOGETHER = 100;
    private static final int BATCHED = 50_000;
    private static final int WARM_UP_SECONDS = 15;
    private static final int DRAIN_SECONDS = 120;

    private final CardPayments payments = new CardPayments(CARDS, CardPayments.DAY);
    private int sent;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        Home home = Home.open(settings.folder(), Ports.anyFree().base());
        try (RunningBank bank =
                RunningBank.start(home, new RunningBank.Opening(CardPayments.DAY, false), settings.progress())) {
            ApiClient client = RunningApi.client(home.folder());
            settings.progress().accept("ingest: opening " + CARDS + " accounts at " + bank.url());
            payments.open(client);
            try (NoOpServer noOp = new NoOpServer();
                    LeanSender toNothing = new LeanSender(noOp.url(), "none");
                    LeanSender toBank = new LeanSender(bank.url(), client.token());
                    RawProducer raw =
                            new RawProducer("127.0.0.1:" + home.ports().kafka())) {
                rate(toNothing, WARM_UP_SECONDS, n -> single());
                settings.progress()
                        .accept("ingest: warmed up with " + Math.round(rate(toBank, WARM_UP_SECONDS, n -> single()))
                                + " payments a second");
                drain(bank);
                measure(settings, figures, bank, toNothing, toBank, raw);
            }
        }
    }

    private void measure(
            Settings settings,
            Consumer<Figure> figures,
            RunningBank bank,
            LeanSender toNothing,
            LeanSender toBank,
            RawProducer raw)
            throws InterruptedException {
        List<Double> nothing = new ArrayList<>();
        List<Double> single = new ArrayList<>();
        List<Double> batched = new ArrayList<>();
        List<Double> produced = new ArrayList<>();
        List<Double> answered = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            nothing.add(rate(toNothing, settings.seconds(), n -> single()));
            single.add(rate(toBank, settings.seconds(), n -> single()));
            drain(bank);
            produced.add(raw.rate(BATCHED));
            batched.add(batchedRate(toBank));
            drain(bank);
            answered.add(Figure.percentile(paced(toBank, settings.ratePerSecond(), settings.seconds()), 0.95));
            drain(bank);
            settings.progress()
                    .accept("ingest: round %d of %d; single %.0f/s, batched %.0f/s, answered p95 %.1f ms"
                            .formatted(
                                    round,
                                    settings.rounds(),
                                    single.get(round - 1),
                                    batched.get(round - 1),
                                    answered.get(round - 1)));
        }
        figures.accept(Figure.against("ingest.single", single, "payments/s", "noop-202", nothing));
        figures.accept(Figure.against("ingest.batch100", batched, "payments/s", "kafka-producer", produced));
        figures.accept(Figure.alone("ingest.answered.p95", answered, "ms"));
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

    /** Payments a second in batches. */
    private double batchedRate(LeanSender sender) throws InterruptedException {
        return TOGETHER * closedLoop(sender, n -> n == BATCHED / TOGETHER, Long.MAX_VALUE, n -> batch());
    }

    private static double closedLoop(
            LeanSender sender, java.util.function.IntPredicate done, long until, IntFunction<Post> posts)
            throws InterruptedException {
        Semaphore free = new Semaphore(LeanSender.CONNECTIONS);
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
        free.acquire(LeanSender.CONNECTIONS);
        double rate = count * 1e9 / (System.nanoTime() - start);
        refuse(problem.get());
        return rate;
    }

    /** Milliseconds from when each payment was due to its answer. */
    private double[] paced(LeanSender sender, int perSecond, int seconds) throws InterruptedException {
        double[] millis = new double[perSecond * seconds];
        Semaphore answers = new Semaphore(0);
        AtomicReference<@Nullable String> problem = new AtomicReference<>();
        long start = System.nanoTime();
        for (int n = 0; n < millis.length; n++) {
            int number = n;
            long due = start + number * 1_000_000_000L / perSecond;
            Post post = single();
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            sender.send(post, answer -> {
                millis[number] = (System.nanoTime() - due) / 1e6;
                if (answer != null) {
                    problem.set(answer);
                }
                answers.release();
            });
        }
        answers.acquire(millis.length);
        refuse(problem.get());
        return millis;
    }

    private static void refuse(@Nullable String problem) {
        if (problem != null) {
            throw new IllegalStateException("payments were not accepted: " + problem);
        }
    }

    /** Waits until what was sent is recorded, so that no round pays for the one before. */
    private void drain(RunningBank bank) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        long last = -1;
        for (long now = recorded(bank); now != last && System.nanoTime() < end; now = recorded(bank)) {
            last = now;
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static long recorded(RunningBank bank) {
        return bank.bank()
                .jdbc()
                .sql("select count(*) from payment")
                .query(Long.class)
                .single();
    }
}
