package vesper.bench;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vesper.bench.LeanSender.Post;
import vesper.feed.ApiClient;
import vesper.feed.RunningApi;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.stream.BookingJob;
import vesper.up.RunningBank;

/** A bank in this process with the accounts of ten thousand cards, and payments with them as fast as they are answered. */
final class BankUnderLoad implements AutoCloseable {
    private static final int CARDS = 10_000;
    private static final int CONNECTIONS = 64;

    private final CardPayments payments = new CardPayments(CARDS, CardPayments.DAY);
    private final String name;
    private final Home home;
    private final RunningBank bank;
    private final MeterRegistry meters;
    private final String token;
    private final @Nullable BookedElsewhere elsewhere;
    private int sent;

    /**
     * Starts the bank and opens the accounts.
     *
     * @param name of the benchmark; payments have it in their keys
     * @param jobs names of the stream jobs that run
     */
    BankUnderLoad(String name, Benchmark.Settings settings, Set<String> jobs) {
        this.name = name;
        home = Home.open(settings.folder(), Ports.anyFree().base());
        bank = RunningBank.start(
                home,
                new RunningBank.Opening(CardPayments.DAY, false, jobs, List.of(NoOpEndpoint.class)),
                settings.progress());
        try {
            ApiClient client = RunningApi.client(home.folder());
            settings.progress().accept(name + ": opening " + CARDS + " accounts at " + bank.url());
            token = client.token();
            meters = bank.meters();
            payments.open(client);
            elsewhere = jobs.contains(BookingJob.NAME) ? null : new BookedElsewhere(kafka(), CardPayments.DAY);
        } catch (RuntimeException e) {
            bank.close();
            throw e;
        }
    }

    URI url() {
        return bank.url();
    }

    String token() {
        return token;
    }

    /** Bootstrap servers of its Kafka. */
    String kafka() {
        return "127.0.0.1:" + home.ports().kafka();
    }

    /** To the bank. */
    LeanSender sender() throws InterruptedException {
        return sender(bank.url(), token);
    }

    /** To a server that is measured beside the bank, over as many connections. */
    static LeanSender sender(URI server, String token) throws InterruptedException {
        return new LeanSender(server, token, CONNECTIONS);
    }

    /** A payment that was not sent before. */
    Post single() {
        int n = sent++;
        return new Post("/v1/payments", name + '-' + n, CardPayments.single(payments.request(n % payments.limit())));
    }

    /** As a payment, to the endpoint that does nothing. */
    Post nothing() {
        int n = sent++;
        return new Post(NoOpEndpoint.PATH, name + '-' + n, CardPayments.single(payments.request(n % payments.limit())));
    }

    /**
     * Where the bank does not book: has all that it took booked elsewhere, and waits until it has heard of it.
     *
     * @throws IllegalStateException if it has not within a minute
     */
    void settle() {
        if (elsewhere == null) {
            return;
        }
        elsewhere.settle();
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (unrecorded() > 0) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the bank does not know of " + unrecorded() + " outcomes");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private long unrecorded() {
        return Math.round(meters.get("vesper.payments.unrecorded").gauge().value());
    }

    /** So many payments in one request. */
    Post batch(int together) {
        Map<String, Map<String, Object>> requests = new LinkedHashMap<>();
        for (int i = 0; i < together; i++) {
            int n = sent++;
            requests.put(name + '-' + n, payments.request(n % payments.limit()));
        }
        return new Post("/v1/payments/batch", null, CardPayments.batch(requests));
    }

    /** Answers a second, with a request on each connection all the time. */
    static double rate(LeanSender sender, int seconds, Supplier<Post> posts) throws InterruptedException {
        return closedLoop(sender, n -> false, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds), n -> posts.get());
    }

    /** Answers a second to requests that were written before, with one on each connection all the time. */
    static double rate(LeanSender sender, List<Post> posts) throws InterruptedException {
        return closedLoop(sender, n -> n == posts.size(), Long.MAX_VALUE, posts::get);
    }

    private static double closedLoop(LeanSender sender, IntPredicate done, long until, IntFunction<Post> posts)
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
        String why = problem.get();
        if (why != null) {
            throw new IllegalStateException("payments were not accepted: " + why);
        }
        return rate;
    }

    @Override
    public void close() {
        if (elsewhere != null) {
            elsewhere.close();
        }
        bank.close();
    }
}
