package vesper.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vesper.bench.ClientProcess.Task;
import vesper.bench.ClientProcess.Told;
import vesper.bench.LeanSender.Post;

/**
 * How many payments a second the API takes over HTTP, each held durably by Kafka before it is answered, by the API in this
 * process with its Kafka and database; the stream jobs, which would have machines of their own, do not run, and what would become of
 * the payments is told between the measurements. One a request, beside an
 * endpoint of the same server that does nothing, and that beside a bare server, so that what the API's filters take is
 * known too; a hundred a request, beside a Kafka producer without the API. Then
 * how long answers take at {@code --rate} single payments a second, sent at even distances whatever the answers do, over a
 * hundred kept connections in turn and over ten thousand.
 */
final class IngestBenchmark implements Benchmark {
    private static final int TOGETHER = 100;
    private static final int BATCHED = 200_000;
    private static final int PRODUCED = 500_000;
    private static final int WARM_UP_SECONDS = 20;
    /** After 50 s the compiler still takes a seventh of the machine, and a payment twice as long as after 100 s. */
    private static final int WARM_UPS = 5;

    /** Of each warm-up: some seconds each, in which payments in batches become twice as fast. */
    private static final int BATCHED_WARM_UPS = 5;

    private static final int SOME = 100;
    private static final int MANY = 10_000;
    /** Of the bank's own: libraries, database, Kafka, Flink. */
    private static final int FILES_ASIDE = 2_000;

    private static final int CLIENT_WARM_UP_SECONDS = 5;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        try (BankUnderLoad bank = new BankUnderLoad("ingest", settings, Set.of())) {
            try (NoOpServer noOp = new NoOpServer();
                    LeanSender toNothing = BankUnderLoad.sender(noOp.url(), "none");
                    LeanSender toBank = bank.sender();
                    RawProducer raw = new RawProducer(bank.kafka())) {
                BankUnderLoad.rate(toNothing, WARM_UP_SECONDS, bank::single);
                BankUnderLoad.rate(toBank, WARM_UP_SECONDS, bank::nothing);
                raw.rate(PRODUCED);
                for (int n = 0; n < WARM_UPS; n++) {
                    for (int batches = 0; batches < BATCHED_WARM_UPS; batches++) {
                        batchedRate(bank, toBank);
                    }
                    settings.progress()
                            .accept("ingest: warmed up with "
                                    + Math.round(singleRate(bank, toBank, WARM_UP_SECONDS))
                                    + " payments a second");
                }
                measure(settings, figures, bank, toNothing, toBank, raw);
            }
            connected(settings, figures, bank);
        }
    }

    private static void measure(
            Settings settings,
            Consumer<Figure> figures,
            BankUnderLoad bank,
            LeanSender toNothing,
            LeanSender toBank,
            RawProducer raw)
            throws InterruptedException {
        List<Double> bare = new ArrayList<>();
        List<Double> nothing = new ArrayList<>();
        List<Double> single = new ArrayList<>();
        List<Double> batched = new ArrayList<>();
        List<Double> produced = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            bare.add(BankUnderLoad.rate(toNothing, settings.seconds(), bank::single));
            nothing.add(BankUnderLoad.rate(toBank, settings.seconds(), bank::nothing));
            single.add(singleRate(bank, toBank, settings.seconds()));
            produced.add(raw.rate(PRODUCED));
            batched.add(batchedRate(bank, toBank));
            settings.progress()
                    .accept("ingest: round %d of %d; single %.0f/s, batched %.0f/s"
                            .formatted(round, settings.rounds(), single.get(round - 1), batched.get(round - 1)));
        }
        figures.accept(Figure.against("ingest.single", single, "payments/s", "noop-202", nothing));
        figures.accept(Figure.against("ingest.noop-202", nothing, "requests/s", "bare-server", bare));
        figures.accept(Figure.against("ingest.batch100", batched, "payments/s", "kafka-producer", produced));
    }

    private static double singleRate(BankUnderLoad bank, LeanSender sender, int seconds) throws InterruptedException {
        double rate = BankUnderLoad.rate(sender, seconds, bank::single);
        bank.settle();
        return rate;
    }

    /** Payments a second in batches, written before the time begins. */
    private static double batchedRate(BankUnderLoad bank, LeanSender sender) throws InterruptedException {
        List<Post> batches = Stream.generate(() -> bank.batch(TOGETHER))
                .limit(BATCHED / TOGETHER)
                .toList();
        double rate = TOGETHER * BankUnderLoad.rate(sender, batches);
        bank.settle();
        return rate;
    }

    /** How long answers take over some connections, and over many, of clients in a process of their own. */
    private static void connected(Settings settings, Consumer<Figure> figures, BankUnderLoad bank)
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
            some.add(answeredOver(SOME, settings, bank));
            if (may) {
                many.add(answeredOver(MANY, settings, bank));
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

    private static double answeredOver(int connections, Settings settings, BankUnderLoad bank)
            throws IOException, InterruptedException {
        Told told = ClientProcess.run(new Task(
                bank.url(),
                bank.token(),
                connections,
                settings.ratePerSecond(),
                CLIENT_WARM_UP_SECONDS,
                settings.seconds(),
                true));
        if (told.failed() + told.refused() > 0) {
            throw new IllegalStateException("payments were not accepted: " + told);
        }
        bank.settle();
        return told.p95();
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 0;
    }
}
