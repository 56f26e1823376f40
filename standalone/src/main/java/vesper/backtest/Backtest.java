package vesper.backtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import vesper.bank.screening.Feature;
import vesper.bank.screening.FraudModel;
import vesper.batch.training.ModelTrainer;
import vesper.batch.training.TrainingRows;
import vesper.cli.CommandFailure;
import vesper.stream.screening.ScreeningStart;

/**
 * Runs the screening job over a history: first, if asked, to train a model on what was known at a moment; then to decide.
 */
final class Backtest {
    /** More payments than this that were no fraud teach nothing new: of so many, one stands for several. */
    private static final int GENUINE_ROWS = 300_000;

    private static final long MIXED = 0x9E3779B97F4A7C15L;

    private final History history;
    private final Path scratch;
    private final String rules;
    private final Consumer<String> progress;
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    Backtest(History history, Path scratch, String rules, Consumer<String> progress) {
        this.history = history;
        this.scratch = scratch;
        this.rules = rules;
        this.progress = progress;
    }

    /** How long each part took. */
    Map<String, Double> seconds() {
        return seconds;
    }

    /** Writes the events of the history, to be read by the jobs. */
    HistoryTopics prepare() throws IOException {
        long begun = System.nanoTime();
        HistoryTopics topics = HistoryTopics.write(history, scratch.resolve("events"));
        took("events", begun);
        return topics;
    }

    /**
     * Trains on the payments before a moment whose label was known before it.
     *
     * @throws CommandFailure if there are too few
     */
    FraudModel train(HistoryTopics topics, Instant until) throws Exception {
        long begun = System.nanoTime();
        BitSet known = new BitSet(history.size());
        int genuine = 0;
        for (int i = 0; i < history.size(); i++) {
            if (learnable(i, until)) {
                known.set(i);
                genuine += fraudBefore(i, until) ? 0 : 1;
            }
        }
        int each = Math.max(1, (genuine + GENUINE_ROWS - 1) / GENUINE_ROWS);
        for (int i = known.nextSetBit(0); i >= 0; i = known.nextSetBit(i + 1)) {
            boolean kept = fraudBefore(i, until) || Long.remainderUnsigned((i * MIXED) >>> 17, each) == 0;
            known.set(i, kept);
        }
        progress.accept("computing the features of the payments to learn from");
        DecisionFile decisions = new DecisionFile(scratch.resolve("training"), known, true);
        BoundedJob.run(topics, new ScreeningStart(rules, null), decisions);
        TrainingRows rows = new TrainingRows(Feature.values().length);
        decisions.read(row -> {
            boolean fraud = fraudBefore(row.index(), until);
            rows.add(row.features(), fraud, fraud ? 1 : each);
        });
        took("training_features", begun);
        begun = System.nanoTime();
        progress.accept("training on " + rows.size() + " payments, " + rows.frauds() + " of them fraud");
        Map<String, String> about = new LinkedHashMap<>();
        about.put("trained_from", Instant.ofEpochMilli(history.get(0).timeMs()).toString());
        about.put("trained_until", until.toString());
        try {
            return ModelTrainer.train(
                    rows,
                    Arrays.stream(Feature.values()).map(Feature::key).toArray(String[]::new),
                    "trained-" + until.toString().substring(0, 10),
                    about);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("cannot train: " + e.getMessage(), e);
        } finally {
            took("training", begun);
        }
    }

    /** Whether a payment was made, and its label known, before a moment. */
    private boolean learnable(int index, Instant until) {
        HistoricPayment payment = history.get(index);
        return payment.timeMs() < until.toEpochMilli() && payment.knownBefore(until.toEpochMilli()) != null;
    }

    /** Whether a payment was known to be fraud before a moment, whatever became known of it later. */
    private boolean fraudBefore(int index, Instant until) {
        HistoricPayment.Known known = history.get(index).knownBefore(until.toEpochMilli());
        return known != null && known.fraud();
    }

    /** Decides on all of the history, and gives the decisions from one moment up to another. */
    Scored score(HistoryTopics topics, FraudModel model, Instant from, Instant until) throws Exception {
        long begun = System.nanoTime();
        BitSet wanted = new BitSet(history.size());
        for (int i = 0; i < history.size(); i++) {
            long time = history.get(i).timeMs();
            wanted.set(i, time >= from.toEpochMilli() && time < until.toEpochMilli());
        }
        progress.accept("deciding on " + history.size() + " payments");
        DecisionFile decisions = new DecisionFile(scratch.resolve("decisions"), wanted, false);
        BoundedJob.run(topics, new ScreeningStart(rules, model.text()), decisions);
        Scored scored = new Scored(history, wanted.cardinality());
        decisions.read(scored::add);
        took("decisions", begun);
        return scored;
    }

    private void took(String part, long begun) {
        seconds.put(part, Math.round((System.nanoTime() - begun) / 1e8) / 10.0);
    }
}
