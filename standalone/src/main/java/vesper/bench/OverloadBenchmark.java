package vesper.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import vesper.bench.ClientProcess.Task;
import vesper.bench.ClientProcess.Told;
import vesper.up.RunningBank;

/**
 * Three times as many payments as the whole bank in this process can take, from 600 clients in a process of their own, for
 * {@code --seconds} in each round: {@code overload.accepted.p95} is how long those that were accepted waited, {@code overload.accepted}
 * how many a second there were beside how many there are without overload; whatever was not accepted must have been refused with 429 or
 * 503. {@code overload.heap} and {@code overload.resident} are the bank's memory after it beside what it was before.
 */
final class OverloadBenchmark implements Benchmark {
    private static final int CLIENTS = 600;
    private static final int TIMES = 3;
    private static final int WARM_UP_SECONDS = 20;
    private static final double ACCEPTED_WITHIN_MS = 200;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        try (BankUnderLoad bank = new BankUnderLoad("overload", settings, RunningBank.STREAM_JOBS)) {
            double able;
            try (LeanSender sender = bank.sender()) {
                settings.progress()
                        .accept("overload: warmed up with "
                                + Math.round(BankUnderLoad.rate(sender, WARM_UP_SECONDS, bank::single))
                                + " payments a second");
                able = BankUnderLoad.rate(sender, settings.seconds(), bank::single);
            }
            Task task = new Task(
                    bank.url(), bank.token(), CLIENTS, (int) Math.round(TIMES * able), 3, settings.seconds(), false);
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
        after.against(before, "overload", "before", figures);
    }
}
