package vesper.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.Topics;
import vesper.bank.screening.FraudModel;
import vesper.bank.screening.RuleFile;
import vesper.stream.screening.ScreeningStart;

/** Rules and models come into force in the running job, and what cannot be used does not. */
@SuppressWarnings("try") // a job is only there to run
class ScreeningControlTest {
    private final ScreeningBroker broker = ScreeningBroker.shared();

    @TempDir
    Path checkpoints;

    @Test
    void rulesThatChangeAreInForceInTheRunningJobAndWhatCannotBeUsedIsADeadLetter() throws Exception {
        String standard = RuleFile.standard();
        byte[] changed = standard.replace("\"standard-5\"", "\"changed-1\"").getBytes(StandardCharsets.UTF_8);
        byte[] broken = standard.replace("amount >= ", "amuont >= ").getBytes(StandardCharsets.UTF_8);
        String costly = "card_count_1m >= 4.0" + " && hour < 25.0".repeat(60);
        byte[] tooCostly = standard.replace("card_count_1m >= 4.0", costly).getBytes(StandardCharsets.UTF_8);
        String model = FraudModel.standard().text();
        byte[] half = model.substring(0, model.length() / 2).getBytes(StandardCharsets.UTF_8);
        try (RunningJob job = broker.screening(checkpoints, Duration.ofSeconds(1));
                DecisionLog log = broker.decisions();
                TestKafka.Follower dead = broker.deadLetters()) {
            broker.submit(Events.cardPayment(5_000, 1_000).setCardId(UUID.randomUUID()));
            log.until(() -> !log.of(Set.of(Events.id(5_000))).isEmpty());
            broker.control(Topics.CONTROL_RULES, broken);
            broker.control(Topics.CONTROL_RULES, tooCostly);
            broker.control(Topics.CONTROL_MODEL, half);
            broker.control(Topics.CONTROL_RULES, changed);
            int[] sent = {0};
            log.until(() -> {
                broker.submit(Events.cardPayment(5_001 + sent[0]++, 1_000).setCardId(UUID.randomUUID()));
                return judgedBy(log, "changed-1");
            });
            dead.until(() -> isDead(dead, broken, "amuont")
                    && isDead(dead, tooCostly, "costs too much")
                    && isDead(dead, half, "not in force"));
            assertThat(log.of(log.ids()))
                    .filteredOn(decision -> decision.getRuleSetVersion().equals("changed-1"))
                    .as("the model before the damaged one goes on")
                    .isNotEmpty()
                    .allMatch(decision -> FraudModel.standard().version().equals(decision.getModelVersion()));
            broker.control(Topics.CONTROL_RULES, standard.getBytes(StandardCharsets.UTF_8));
            log.until(() -> {
                broker.submit(Events.cardPayment(5_001 + sent[0]++, 1_000).setCardId(UUID.randomUUID()));
                return log.of(Set.of(Events.id(5_000 + sent[0] - 1))).stream()
                        .anyMatch(decision -> decision.getRuleSetVersion().equals("standard-5"));
            });
        }
    }

    private static boolean judgedBy(DecisionLog log, String version) {
        return log.of(log.ids()).stream()
                .anyMatch(decision -> decision.getRuleSetVersion().equals(version));
    }

    private static boolean isDead(TestKafka.Follower dead, byte[] value, String reason) {
        return dead.records().stream()
                .anyMatch(record -> Arrays.equals(record.value(), value)
                        && ScreeningBroker.header(record, Topics.HEADER_REASON).contains(reason));
    }

    /** The bank opens with its rules; nobody's payment waits for a model, and no high amount passes without one. */
    @Test
    void aJobWhoseModelIsDamagedJudgesByTheRulesAloneAndSaysSo() throws Exception {
        String model = FraudModel.standard().text();
        UUID deposit = Events.id(4_000);
        UUID low = Events.id(4_001);
        UUID high = Events.id(4_002);
        broker.submit(Events.cardPayment(4_000, 1_000_000_000_000_000L)
                .setKind(PaymentKind.DEPOSIT)
                .setCardId(null)
                .setMerchant(null)
                .setCategory(null)
                .setOccurredAt(Events.NOON.plus(Duration.ofHours(14)))
                .setAcceptedAt(Events.NOON.plus(Duration.ofHours(14))));
        broker.submit(Events.cardPayment(4_001, 1_000).setCardId(UUID.randomUUID()));
        broker.submit(Events.cardPayment(4_002, 30_000).setCardId(UUID.randomUUID()));
        ScreeningStart damaged = new ScreeningStart(RuleFile.standard(), model.substring(0, model.length() / 2));
        try (RunningJob job = broker.screening(checkpoints, Duration.ofSeconds(1), damaged);
                DecisionLog log = broker.decisions()) {
            log.until(() -> log.ids().containsAll(Set.of(deposit, low, high)));
            assertThat(log.of(Set.of(deposit)))
                    .as("a deposit brings money, whatever its size and hour")
                    .extracting(PaymentDecided::getDecision)
                    .containsExactly(DecisionKind.APPROVE);
            assertThat(log.of(Set.of(low, high))).allSatisfy(decision -> {
                assertThat(decision.getReasons())
                        .extracting(DecisionReason::getCode)
                        .contains("model-missing");
                assertThat(decision.getModelVersion()).isNull();
            });
            assertThat(log.of(Set.of(low)).get(0).getDecision()).isEqualTo(DecisionKind.APPROVE);
            assertThat(log.of(Set.of(high)).get(0).getDecision()).isEqualTo(DecisionKind.REVIEW);
        }
    }
}
