package vesper.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
 * Three times as many payments as the whole bank in this process can take, from 600 clients in a process of their own, for
 * {@code --seconds} in each round: {@code overload.accepted.p95} is how long those that were accepted waited, {@code overload.accepted}
 * how many a second there were beside how many there are without overload; whatever was not accepted must have been refused with 429 or
 * 503. {@code overload.heap} and {@code overload.resident} are the bank's memory after it beside what it was before.
 */
final class OverloadBenchmark implements Benchmark {
    private static final int CARDS = 10_000;
    private static final int CONNECTIONS = 64;
    private static final int CLIENTS = 600;
    private static final int TIMES = 3;
    private static final int WARM_UP_SECONDS = 20;
    private static final double ACCEPTED_WITHIN_MS = 200;

    private final CardPayments payments = new CardPayments(CARDS, CardPayments.DAY);
    private int sent;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        Home home = Home.open(settings.folder(), Ports.anyFree().base());
        try (RunningBank bank =
                RunningBank.start(home, new RunningBank.Opening(CardPayments.DAY, false), settings.progress())) {
            ApiClient client = RunningApi.client(home.folder());
            payments.open(client);
            double able;
            try (LeanSender sender = new LeanSender(bank.url(), client.token(), CONNECTIONS)) {
                settings.progress()
                        .accept("overload: warmed up with " + Math.round(rate(sender, WARM_UP_SECONDS))
                                + " payments a second");
                able = rate(sender, settings.seconds());
            }
            Task task = new Task(
                    bank.url(), client.token(), CLIENTS, (int) Math.round(TIMES * able), 3, settings.seconds());
            measure(settings, figures, able, task);
        }
    }

    private static void measure(Settings settings, Consumer<Figure> figures, double able, Task task) throws Exception {
        List<Double> p95 = new ArrayList<>();
        List<Double> accepted = new ArrayList<>();
        List<Double> refused = new ArrayList<>();
        List<Double> unsent = new ArrayList<>();
        Memory before = Memory.now();
        for (int round = 1; round <= settings.rounds(); round++) {
            Told told = ClientProcess.run(task);
            if (told.failed() > 0) {
                throw new IllegalStateException(
                        told.failed() + " payments were neither accepted nor refused: " + told.failure());
            }
            double all = task.perSecond() * (double) task.seconds();
            p95.add(told.p95());
            accepted.add(told.accepted() / (double) task.seconds());
            refused.add(100 * told.refused() / all);
            unsent.add(100 * told.unsent() / all);
            settings.progress()
                    .accept(String.format(
                            Locale.ROOT,
                            "overload: round %d of %d; of %d a second %.0f accepted, p95 %.1f ms, p99 %.1f ms; %.0f%% refused, %.0f%% not"
                                    + " sent, since no client was free",
                            round,
                            settings.rounds(),
                            task.perSecond(),
                            accepted.get(round - 1),
                            told.p95(),
                            told.p99(),
                            refused.get(round - 1),
                            unsent.get(round - 1)));
        }
        Memory after = Memory.now();
        figures.accept(Figure.against("overload.accepted.p95", p95, "ms", "200-ms", List.of(ACCEPTED_WITHIN_MS)));
        figures.accept(Figure.against("overload.accepted", accepted, "payments/s", "no-overload", List.of(able)));
        figures.accept(Figure.alone("overload.refused", refused, "%"));
        figures.accept(Figure.alone("overload.unsent", unsent, "%"));
        figures.accept(Figure.against("overload.heap", List.of(after.heap()), "MiB", "before", List.of(before.heap())));
        figures.accept(Figure.against(
                "overload.resident", List.of(after.resident()), "MiB", "before", List.of(before.resident())));
    }

    /** Payments a second with one on each of a few connections all the time. */
    private double rate(LeanSender sender, int seconds) throws InterruptedException {
        Semaphore free = new Semaphore(sender.connections());
        AtomicReference<@Nullable String> problem = new AtomicReference<>();
        long start = System.nanoTime();
        long until = start + TimeUnit.SECONDS.toNanos(seconds);
        int count = 0;
        for (; System.nanoTime() < until && problem.get() == null; count++) {
            int n = sent++;
            byte[] body = CardPayments.single(payments.request(n % payments.limit()));
            free.acquire();
            sender.send(new Post("/v1/payments", "able-" + n, body), answer -> {
                if (answer != null) {
                    problem.set(answer);
                }
                free.release();
            });
        }
        free.acquire(sender.connections());
        String why = problem.get();
        if (why != null) {
            throw new IllegalStateException("a payment was not accepted: " + why);
        }
        return count * 1e9 / (System.nanoTime() - start);
    }
}
