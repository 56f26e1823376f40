package vesper.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentLabelled;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;

/** Screening between the topics of a real broker: what it decides, counts, and sets aside. */
@SuppressWarnings("try") // a job is only there to run
class ScreeningJobTest {
    private final ScreeningBroker broker = ScreeningBroker.shared();

    @TempDir
    Path checkpoints;

    @Test
    void everyPaymentIsDecidedWithItsReasonsFeaturesAndPlace() throws Exception {
        UUID card = UUID.randomUUID();
        UUID suspicious = Events.id(1_100);
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            ids.add(Events.id(1_000 + i));
            broker.submit(Events.cardPayment(1_000 + i, 1_500 + i % 5 * 100)
                    .setCardId(card)
                    .setMerchant("explained")
                    .setOccurredAt(Events.NOON.minus(Duration.ofDays(40 - i)))
                    .setAcceptedAt(Events.NOON.minus(Duration.ofDays(40 - i))));
        }
        ids.add(suspicious);
        broker.submit(Events.cardPayment(1_100, 98_000)
                .setCardId(card)
                .setMerchant("explained")
                .setOccurredAt(Events.NOON.plus(Duration.ofHours(11)))
                .setAcceptedAt(Events.NOON.plus(Duration.ofHours(11))));
        try (RunningJob job = broker.screening(checkpoints, Duration.ofSeconds(1));
                DecisionLog log = broker.decisions()) {
            log.until(() -> log.of(ids).size() == 41);
            PaymentDecided decision = log.of(Set.of(suspicious)).get(0);
            assertThat(decision.getDecision()).isIn(DecisionKind.REVIEW, DecisionKind.DECLINE);
            assertThat(decision.getDecidedBy()).isEqualTo("screening");
            assertThat(decision.getReasons())
                    .extracting(DecisionReason::getCode)
                    .anyMatch(code -> code.startsWith("model:"))
                    .contains("amount-high-for-card");
            assertThat(decision.getProbability()).isGreaterThan(0.3);
            assertThat(ScreeningBroker.features(decision))
                    .containsEntry("amount", 98_000.0)
                    .containsEntry("hour", 23.0)
                    .containsEntry("card_count_24h", 1.0)
                    .containsEntry("card_payments", 40.0);
            assertThat(decision.getSourceOffset()).isGreaterThanOrEqualTo(40);
            assertThat(log.of(Set.of(Events.id(1_020))))
                    .extracting(PaymentDecided::getDecision)
                    .containsExactly(DecisionKind.APPROVE);
        }
    }

    @Test
    void aRepeatedPaymentIsNeitherDecidedNorCountedAgainAndAReusedKeyIsADeadLetter() throws Exception {
        UUID card = UUID.randomUUID();
        List<UUID> ids = List.of(Events.id(2_001), Events.id(2_002));
        broker.submit(Events.cardPayment(2_001, 1_000).setCardId(card));
        broker.submit(Events.cardPayment(2_001, 1_000).setCardId(card));
        PaymentSubmitted.Builder reused =
                Events.cardPayment(2_001, 9_999).setCardId(card).setRequestHash(Events.hash((byte) 2));
        broker.submit(reused);
        broker.submit(Events.cardPayment(2_002, 1_000).setCardId(card));
        try (RunningJob job = broker.screening(checkpoints, Duration.ofSeconds(1));
                DecisionLog log = broker.decisions();
                TestKafka.Follower dead = broker.deadLetters()) {
            log.until(() -> log.ids().containsAll(ids));
            assertThat(log.of(ids))
                    .extracting(decision -> ScreeningBroker.features(decision).get("card_count_1m"))
                    .containsExactly(1.0, 2.0);
            byte[] value = EventCodec.SUBMITTED.encode(reused.build());
            dead.until(() -> dead.records().stream().anyMatch(record -> Arrays.equals(record.value(), value)));
            assertThat(dead.records())
                    .filteredOn(record -> Arrays.equals(record.value(), value))
                    .hasSize(1)
                    .allSatisfy(record -> {
                        assertThat(ScreeningBroker.header(record, Topics.HEADER_REASON))
                                .isEqualTo("key_reused");
                        assertThat(ScreeningBroker.header(record, Topics.HEADER_SOURCE_TOPIC))
                                .isEqualTo(Topics.SUBMITTED);
                        assertThat(new String(record.key(), StandardCharsets.UTF_8))
                                .isEqualTo(card.toString());
                    });
        }
    }

    /** One record in a hundred is damaged, each in its own way; between them are the payments that a bank hopes not to see. */
    @Test
    void aHundredthOfPoisonAndOddPaymentsLoseNothing() throws Exception {
        Set<UUID> ids = new HashSet<>();
        List<byte[]> poison = new ArrayList<>();
        byte[] whole = EventCodec.SUBMITTED.encode(Events.cardPayment(3_000, 5).build());
        for (int i = 0; i < 1_000; i++) {
            ids.add(Events.id(30_000 + i));
            broker.submit(Events.cardPayment(30_000 + i, 1_000).setCardId(new UUID(3, i % 100)));
            if (i % 100 == 50) {
                poison.add(damaged(whole, i));
                broker.send(Topics.SUBMITTED, "poison", poison.get(poison.size() - 1));
            }
        }
        broker.send(Topics.SUBMITTED, null, null);
        poison.add(new byte[0]);
        labelOfAPaymentThatNobodyMade();
        ids.addAll(submitOddPayments());
        try (RunningJob job = broker.screening(checkpoints, Duration.ofSeconds(1));
                DecisionLog log = broker.decisions();
                TestKafka.Follower dead = broker.deadLetters()) {
            log.until(() -> log.of(ids).size() >= ids.size());
            dead.until(() -> unreadable(dead).size() >= poison.size());
            assertThat(log.of(ids))
                    .extracting(decision -> decision.getPayment().getId())
                    .containsExactlyInAnyOrderElementsOf(ids);
            assertThat(unreadable(dead)).as("each once and whole").containsExactlyInAnyOrderElementsOf(poison);
            assertThat(log.of(Set.of(Events.id(3_100))).get(0).getDecision())
                    .as("a payment of ten thousand billions")
                    .isIn(DecisionKind.REVIEW, DecisionKind.DECLINE);
            assertThat(log.of(Set.of(Events.id(3_101))).get(0).getPayment().getCurrency())
                    .as("the books know which currencies there are")
                    .isEqualTo("XQQ");
            assertThat(ScreeningBroker.features(log.of(Set.of(Events.id(3_103))).get(0)))
                    .as("a clock years ahead moves no window: the payment counts when it was accepted")
                    .containsEntry("card_count_1m", 2.0)
                    .containsEntry("card_count_30d", 2.0)
                    .containsEntry("card_seconds_since_last", 10.0);
        }
    }

    /** Nothing, a part, another format, or a byte too many before it. */
    private static byte[] damaged(byte[] whole, int number) {
        byte[] text = ("{\"amount\": " + number + "}").getBytes(StandardCharsets.UTF_8);
        return switch (number / 100 % 3) {
            case 0 -> text;
            case 1 -> Arrays.copyOf(whole, 10 + number / 100);
            default ->
                (number + " " + new String(whole, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    private void labelOfAPaymentThatNobodyMade() {
        broker.send(
                Topics.LABELLED,
                "nobody",
                EventCodec.LABELLED.encode(new PaymentLabelled(
                        UUID.randomUUID(),
                        true,
                        Events.NOON,
                        "chargeback",
                        PaymentKind.CARD_PAYMENT,
                        100L,
                        7L,
                        UUID.randomUUID(),
                        "nobody paid here",
                        1_000L,
                        Events.NOON,
                        null,
                        null,
                        null,
                        null,
                        null)));
    }

    /** One of 10^15, one in a currency that there is not, one by a clock years ahead and one of the same card after it. */
    private Set<UUID> submitOddPayments() {
        UUID card = UUID.randomUUID();
        broker.submit(Events.cardPayment(3_100, 1_000_000_000_000_000L).setCardId(UUID.randomUUID()));
        broker.submit(
                Events.cardPayment(3_101, 1_000).setCardId(UUID.randomUUID()).setCurrency("XQQ"));
        broker.submit(Events.cardPayment(3_102, 1_000)
                .setCardId(card)
                .setOccurredAt(Events.NOON.plus(Duration.ofDays(3_650)))
                .setAcceptedAt(Events.NOON));
        broker.submit(Events.cardPayment(3_103, 1_000)
                .setCardId(card)
                .setOccurredAt(Events.NOON.plusSeconds(10))
                .setAcceptedAt(Events.NOON.plusSeconds(11)));
        return Set.of(Events.id(3_100), Events.id(3_101), Events.id(3_102), Events.id(3_103));
    }

    private static List<byte[]> unreadable(TestKafka.Follower dead) {
        return dead.records().stream()
                .filter(record ->
                        ScreeningBroker.header(record, Topics.HEADER_REASON).contains("PaymentSubmitted"))
                .map(ConsumerRecord::value)
                .toList();
    }
}
