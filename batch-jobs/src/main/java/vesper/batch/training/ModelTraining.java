package vesper.batch.training;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.fraud.Models;
import vesper.bank.screening.Feature;
import vesper.bank.screening.Features;
import vesper.bank.screening.FraudModel;

/**
 * Trains a fraud model on a year of the bank's own decisions, measures it on the two weeks that follow, of which it saw
 * nothing, and registers it with its data range and figures as challenger. A person promotes it.
 *
 * <p>With a business date D: evaluated are the payments from D - 21 to D - 7 days, by what is known at D; trained is on those
 * of the year before, by what was known at D - 21.
 */
public final class ModelTraining {
    private static final Logger LOG = LoggerFactory.getLogger(ModelTraining.class);
    private static final Period EVALUATED = Period.ofDays(14);
    private static final Period LEARNED = Period.ofYears(1);

    private final LabelledPayments payments;
    private final Models models;

    public ModelTraining(Bank bank) {
        payments = new LabelledPayments(bank.jdbc());
        models = bank.models();
    }

    /** Payments with what they are measured by. */
    private static final class Measured {
        private final List<Features> rows = new ArrayList<>();
        private final List<Boolean> frauds = new ArrayList<>();

        void add(double[] features, boolean fraud) {
            rows.add(Features.of(features));
            frauds.add(fraud);
        }

        Ranking ranking(FraudModel model) {
            double[] scores = rows.stream().mapToDouble(model::probability).toArray();
            boolean[] marks = new boolean[scores.length];
            for (int i = 0; i < marks.length; i++) {
                marks[i] = frauds.get(i);
            }
            return Ranking.of(scores, marks);
        }
    }

    /**
     * Does all of it, in the surrounding transaction.
     *
     * @throws IllegalArgumentException if too few frauds are known to learn from
     */
    public void train(LocalDate businessDate) {
        LocalDate evaluatedUntil = businessDate.minusDays(LabelledPayments.QUIET_DAYS);
        LocalDate trainedUntil = evaluatedUntil.minus(EVALUATED);
        LocalDate from = trainedUntil.minus(LEARNED);
        TrainingRows rows = new TrainingRows(Feature.values().length);
        payments.read(start(from), start(trainedUntil), start(trainedUntil), rows::add);
        Measured measured = new Measured();
        payments.read(
                start(trainedUntil),
                start(evaluatedUntil),
                start(businessDate),
                (features, fraud, weight) -> measured.add(features, fraud));
        FraudModel trained = ModelTrainer.train(
                rows,
                Arrays.stream(Feature.values()).map(Feature::key).toArray(String[]::new),
                models.freeVersion("trained-" + businessDate),
                Map.of());
        Map<String, String> about = new LinkedHashMap<>();
        about.put("trained_from", from.toString());
        about.put("trained_until", trainedUntil.toString());
        about.put("evaluated_from", trainedUntil.toString());
        about.put("evaluated_until", evaluatedUntil.toString());
        about.put("evaluated_payments", Integer.toString(measured.rows.size()));
        figures(about, "", measured.ranking(trained));
        FraudModel champion = models.inForce();
        about.put("champion", champion.version());
        figures(about, "champion_", measured.ranking(champion));
        FraudModel registered = trained.with(about);
        models.challenge(registered, Actor.system("train-model"));
        LOG.info("{} is registered as challenger: {}", registered.version(), about);
    }

    private static void figures(Map<String, String> about, String whose, Ranking ranking) {
        about.put(whose + "auc", figure(ranking.auc()));
        about.put(whose + "average_precision", figure(ranking.averagePrecision()));
        about.put("evaluated_frauds", Integer.toString(ranking.frauds()));
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static Instant start(LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
