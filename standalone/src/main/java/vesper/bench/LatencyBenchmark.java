package vesper.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import vesper.feed.ApiClient;
import vesper.feed.RunningApi;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.stream.ScreeningJob;
import vesper.up.RunningBank;

/**
 * How long a payment takes to be decided and to be booked while payments come in at an even rate over HTTP, in a whole bank
 * that runs in this process, sender and observer included; or how long until it is decided, with the two cores for the way to
 * the decision alone, as where booking and its database have machines of their own.
 *
 * <p>Measured per payment from its acceptance: the time that the API stamps on it, before it is looked for among those
 * recorded and handed to Kafka, so a little before the answer is sent. To decided: a consumer of payments.decided has it. To
 * booked: a consumer of payments.outcome has it, with the outbox and its relay on the way. Payments come in batches of
 * {@code --batch}, each batch in one request, at even distances that do not depend on the answers. How late answers and
 * outcomes are against the moment a payment was due is said beside the figures.
 */
final class LatencyBenchmark implements Benchmark {
    private static final int FEWEST_CARDS = 10_000;
    private static final int CARDS_PER_RATE = 10;
    private static final int WARM_UP_SECONDS = 20;
    /**
     * The rate is divided by these, one after the other. After 40 s of the whole rate the compiler still takes a third of a core,
     * more than half of what the payments take; after 100 s a tenth.
     */
    private static final int[] WARM_UP_PARTS = {8, 4, 2, 1, 1, 1, 1, 1, 1, 1};

    private final boolean booking;
    private final String name;
    private int sent;

    /**
     * Of a bank that books, or of one that only decides.
     *
     * @param name of the benchmark
     */
    LatencyBenchmark(String name, boolean booking) {
        this.name = name;
        this.booking = booking;
    }

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        Home home = Home.open(settings.folder(), Ports.anyFree().base());
        try (RunningBank bank = RunningBank.start(home, opening(), settings.progress())) {
            ApiClient client = RunningApi.client(home.folder());
            int rate = settings.ratePerSecond();
            int cards = Math.max(FEWEST_CARDS, CARDS_PER_RATE * rate);
            CardPayments payments = new CardPayments(cards, CardPayments.DAY);
            long all = (long) rate * settings.rounds() * settings.seconds();
            for (int part : WARM_UP_PARTS) {
                all += (long) warmUpRate(rate, part) * WARM_UP_SECONDS;
            }
            if (all > payments.limit()) {
                throw new IllegalArgumentException(all + " payments are more than " + payments.limit()
                        + ": give a lower --rate, or fewer --seconds");
            }
            settings.progress().accept(name + ": opening " + cards + " accounts at " + bank.url());
            payments.open(client);
            try (Arrivals arrivals = new Arrivals("127.0.0.1:" + home.ports().kafka());
                    LeanSender load = new LeanSender(bank.url(), client.token())) {
                warmUp(settings, load, payments, arrivals);
                List<double[]> decided = new ArrayList<>();
                List<double[]> booked = new ArrayList<>();
                for (int n = 1; n <= settings.rounds(); n++) {
                    PacedRound round = PacedRound.measured("round-" + n, rate * settings.seconds(), booking);
                    pass(round, rate, settings.batch(), load, payments, arrivals);
                    decided.add(round.toDecision());
                    if (booking) {
                        booked.add(round.toOutcome());
                    }
                    settings.progress().accept(progress(n, settings.rounds(), round));
                }
                figures.accept(figure(name + ".decided.p50", decided, 0.50));
                figures.accept(figure(name + ".decided.p99", decided, 0.99));
                if (booking) {
                    figures.accept(figure(name + ".booked.p50", booked, 0.50));
                    figures.accept(figure(name + ".booked.p99", booked, 0.99));
                }
            }
        }
    }

    private RunningBank.Opening opening() {
        Set<String> jobs = booking ? RunningBank.STREAM_JOBS : Set.of(ScreeningJob.NAME);
        return new RunningBank.Opening(CardPayments.DAY, false, jobs, List.of());
    }

    /** Ever faster, so that the compiler finds time beside the payments, as in a bank whose day begins slowly. */
    private void warmUp(Settings settings, LeanSender load, CardPayments payments, Arrivals arrivals)
            throws InterruptedException {
        int rate = settings.ratePerSecond();
        for (int n = 0; n < WARM_UP_PARTS.length; n++) {
            int perSecond = warmUpRate(rate, WARM_UP_PARTS[n]);
            long since = System.nanoTime();
            int count = perSecond * WARM_UP_SECONDS;
            pass(PacedRound.warmUp(n, count, booking), perSecond, settings.batch(), load, payments, arrivals);
            settings.progress()
                    .accept(name + ": warmed up with " + perSecond + " payments a second; the bank took "
                            + Math.round(count * 1e9 / (System.nanoTime() - since)));
        }
    }

    private static int warmUpRate(int rate, int part) {
        return Math.max(1, rate / part);
    }

    private void pass(PacedRound round, int rate, int batch, LeanSender load, CardPayments payments, Arrivals arrivals)
            throws InterruptedException {
        arrivals.expect(round);
        int first = sent;
        sent += round.size();
        round.send(load, payments, n -> first + n, rate, batch);
        round.await(arrivals);
    }

    private String progress(int n, int rounds, PacedRound round) {
        String decided = String.format(
                Locale.ROOT,
                "%s: round %d of %d; answered p99 %.1f ms after it was due, decided p99 %.1f ms after acceptance",
                name,
                n,
                rounds,
                Figure.percentile(round.toAnswer(), 0.99),
                Figure.percentile(round.toDecision(), 0.99));
        return booking
                ? decided
                        + String.format(
                                Locale.ROOT,
                                ", booked p99 %.1f ms after it and %.1f ms after it was due; %.1f %% booked",
                                Figure.percentile(round.toOutcome(), 0.99),
                                Figure.percentile(round.fromDueToOutcome(), 0.99),
                                100 * round.bookedShare())
                : decided;
    }

    private static Figure figure(String name, List<double[]> rounds, double p) {
        return Figure.alone(
                name, rounds.stream().map(round -> Figure.percentile(round, p)).toList(), "ms");
    }
}
