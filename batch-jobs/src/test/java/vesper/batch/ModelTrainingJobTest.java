package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.fraud.Models;
import vesper.bank.fraud.ScreeningBook.Role;
import vesper.bank.payment.DecisionMessage;
import vesper.bank.payment.PaymentLabels;
import vesper.bank.screening.Feature;
import vesper.batch.operator.RunStatus;

class ModelTrainingJobTest {
    private static final Instant TODAY = TestBank.DAY.atStartOfDay().toInstant(ZoneOffset.UTC);

    private final Night night = new Night();
    private final List<PaymentLabels.Label> labels = new ArrayList<>();

    @AfterEach
    void close() {
        night.close();
    }

    /** A payment every hour of these days before today; a twentieth are thefts: high amounts at night, known after five days. */
    private void history(int days) {
        Random random = new Random(1);
        Account payer = night.test.current(0);
        List<PaymentDecided> decisions = new ArrayList<>();
        for (int hour = days * 24; hour > 0; hour--) {
            boolean fraud = random.nextInt(20) == 0;
            Instant time = TODAY.minus(Duration.ofHours(hour));
            List<Double> features = new ArrayList<>(java.util.Collections.nCopies(Feature.values().length, 0.0));
            features.set(0, fraud ? 50_000.0 + random.nextInt(9_000) : 1_000.0 + random.nextInt(9_000));
            features.set(1, fraud ? 3.0 : 8.0 + random.nextInt(12));
            PaymentDecided decision = decision(payer, time, features);
            decisions.add(decision);
            if (fraud) {
                labels.add(new PaymentLabels.Label(
                        decision.getPayment().getId(),
                        true,
                        time.plus(Duration.ofDays(5)),
                        PaymentLabels.Source.CHARGEBACK));
            }
        }
        night.test
                .bank()
                .payments()
                .record(decisions.stream().map(DecisionMessage::of).toList());
        night.test.bank().labels().record(labels);
    }

    private static PaymentDecided decision(Account payer, Instant time, List<Double> features) {
        return PaymentDecided.newBuilder()
                .setPayment(PaymentSubmitted.newBuilder()
                        .setId(UUID.randomUUID())
                        .setClientId("shop")
                        .setKind(PaymentKind.TRANSFER)
                        .setDebtorAccountId(payer.id())
                        .setCreditorAccountId(payer.id())
                        .setAmountMinor(1_000)
                        .setCurrency("USD")
                        .setOccurredAt(time)
                        .setAcceptedAt(time)
                        .setBusinessDate(TestBank.DAY)
                        .setRequestHash(ByteBuffer.wrap(new byte[32]))
                        .build())
                .setDecision(DecisionKind.DECLINE)
                .setDecidedBy("screening")
                .setScore(95)
                .setReasons(List.of())
                .setFeatures(features)
                .setRuleSetVersion("test")
                .setSourcePartition(0)
                .setSourceOffset(1)
                .build();
    }

    private RunStatus run() throws InterruptedException {
        long run = night.operations().start(Night.OLGA, "train-model", Map.of());
        night.operations().await(run);
        return night.operations().run(run).orElseThrow().run().status();
    }

    @Test
    void aModelIsTrainedMeasuredOnLaterWeeksAndChallenges() throws Exception {
        history(110);
        assertThat(run()).isEqualTo(RunStatus.COMPLETED);
        Models models = night.test.bank().models();
        Models.Listed challenger = models.list().get(0);
        assertThat(challenger.role()).isEqualTo(Role.CHALLENGER);
        assertThat(challenger.version()).isEqualTo("trained-2023-06-05");
        // Fourteen days of payments, but nothing of those that are younger than a week.
        assertThat(challenger.head())
                .containsEntry("trained_until", "2023-05-15")
                .containsEntry("evaluated_from", "2023-05-15")
                .containsEntry("evaluated_until", "2023-05-29")
                .containsEntry("evaluated_payments", Integer.toString(14 * 24));
        assertThat(Double.parseDouble(challenger.head().get("average_precision")))
                .isGreaterThan(0.95);
        assertThat(Integer.parseInt(challenger.head().get("evaluated_frauds"))).isEqualTo(fraudsFrom(21, 7));
        // Of those paid in the week before the end of training, only the frauds that were known by then count.
        assertThat(Integer.parseInt(challenger.head().get("frauds"))).isEqualTo(fraudsFrom(110, 26));
        assertThat(models.inForce().version()).isNotEqualTo(challenger.version());

        assertThat(run()).isEqualTo(RunStatus.COMPLETED);
        assertThat(models.list().get(0).version()).isEqualTo("trained-2023-06-05-2");
    }

    private int fraudsFrom(int daysAgo, int until) {
        return (int) labels.stream()
                .map(label -> label.knownAt().minus(Duration.ofDays(5)))
                .filter(time -> !time.isBefore(TODAY.minus(Duration.ofDays(daysAgo)))
                        && time.isBefore(TODAY.minus(Duration.ofDays(until))))
                .count();
    }

    @Test
    void tooFewFraudsFailTheRunAndRegisterNothing() throws Exception {
        history(40);
        assertThat(run()).isEqualTo(RunStatus.FAILED);
        assertThat(night.test.bank().models().list()).isEmpty();
    }
}
