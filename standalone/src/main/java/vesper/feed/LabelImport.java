package vesper.feed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import vesper.bank.Ids;
import vesper.bank.payment.PaymentLabels;
import vesper.bank.payment.PaymentLabels.Label;
import vesper.cli.BankDatabase;
import vesper.cli.CommandFailure;

/** Tells a bank what became known of payments that a file brought. Can be repeated: a label counts once. */
final class LabelImport {
    private static final int TOGETHER = 500;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** How often it is asked again for payments that may still be on their way to the books. */
    private static final int PATIENCE = 20;

    private final Path home;
    private final Consumer<String> progress;

    LabelImport(Path home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    /** Records the labels of a file; gives how many could not be, with the reasons told. */
    int run(Path file) {
        List<Label> labels = new ArrayList<>();
        int[] broken = {0};
        String client = RunningApi.clientId();
        LabelFile.read(
                file,
                row -> labels.add(
                        new Label(Ids.of(client, row.id()), row.fraud(), row.knownAt(), PaymentLabels.Source.HISTORY)),
                (line, reason) -> {
                    broken[0]++;
                    progress.accept("label in line " + line + ": " + reason);
                });
        try (BankDatabase database = BankDatabase.open(home)) {
            PaymentLabels book = database.bank().labels();
            List<Label> left = labels;
            for (int tries = 0; tries <= PATIENCE && !left.isEmpty(); tries++) {
                if (tries > 0) {
                    pause();
                }
                left = record(book, left);
            }
            progress.accept((labels.size() - left.size()) + " labels recorded, " + left.size()
                    + " of payments that the bank does not have");
            return left.size() + broken[0];
        }
    }

    private static List<Label> record(PaymentLabels book, List<Label> labels) {
        List<Label> unknown = new ArrayList<>();
        for (int from = 0; from < labels.size(); from += TOGETHER) {
            unknown.addAll(book.record(labels.subList(from, Math.min(labels.size(), from + TOGETHER))));
        }
        return unknown;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }
}
