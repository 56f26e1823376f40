package vesper.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.event.CustomerNoted;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.EventCodec;
import vesper.bank.event.NoticeKind;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentLabelled;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.screening.CardHistory;
import vesper.bank.screening.CustomerHistory;
import vesper.bank.screening.Features;
import vesper.bank.screening.FraudModel;
import vesper.bank.screening.MerchantHistory;
import vesper.bank.screening.RuleFile;
import vesper.bank.screening.ScreenedPayment;
import vesper.bank.screening.SourceHistory;
import vesper.bank.screening.SourceHistory.Source;
import vesper.stream.screening.ScreeningStart;

/** Screening between the topics of a real broker. Each test has its own cards, payments and checkpoints. */
@SuppressWarnings("try") // a job is only there to run
class ScreeningJobTest {
    @TempDir
    static Path kafkaFolder;

    private static TestKafka kafka;
    private static KafkaProducer<byte[], byte[]> producer;

    @TempDir
    Path checkpoints;

    @BeforeAll
    static void start() {
        kafka = new TestKafka(kafkaFolder);
        producer = kafka.producer();
    }

    @AfterAll
    static void stop() {
        producer.close();
        kafka.close();
    }

    private RunningJob screening(Duration checkpointInterval) throws Exception {
        return screening(checkpointInterval, ScreeningStart.shipped());
    }

    private RunningJob screening(Duration checkpointInterval, ScreeningStart start) throws Exception {
        ScreeningSettings defaults = ScreeningSettings.of(kafka.bootstrapServers());
        return RunningJob.start(
                checkpoints,
                env -> ScreeningJob.define(
                        env,
                        new ScreeningSettings(
                                defaults.kafka(),
                                checkpoints.getFileName().toString(),
                                2,
                                checkpointInterval,
                                defaults.cardMemory(),
                                defaults.merchantMemory()),
                        start));
    }

    private static void submit(PaymentSubmitted.Builder payment) {
        PaymentSubmitted event = payment.build();
        String key = event.getCardId() == null
                ? Long.toString(event.getDebtorAccountId())
                : event.getCardId().toString();
        send(key, EventCodec.SUBMITTED.encode(event));
    }

    private static void send(String key, byte[] value) {
        producer.send(new ProducerRecord<>(Topics.SUBMITTED, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static Map<String, Double> features(PaymentDecided decision) {
        return Features.of(decision.getFeatures()).asMap();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void everyPaymentIsDecidedWithItsReasonsFeaturesAndPlace() throws Exception {
        UUID card = UUID.randomUUID();
        UUID suspicious = Events.id(1_100);
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            ids.add(Events.id(1_000 + i));
            submit(Events.cardPayment(1_000 + i, 1_500 + i % 5 * 100)
                    .setCardId(card)
                    .setMerchant("explained")
                    .setOccurredAt(Events.NOON.minus(Duration.ofDays(40 - i)))
                    .setAcceptedAt(Events.NOON.minus(Duration.ofDays(40 - i))));
        }
        ids.add(suspicious);
        submit(Events.cardPayment(1_100, 98_000)
                .setCardId(card)
                .setMerchant("explained")
                .setOccurredAt(Events.NOON.plus(Duration.ofHours(11)))
                .setAcceptedAt(Events.NOON.plus(Duration.ofHours(11))));
        try (RunningJob job = screening(Duration.ofSeconds(1));
                DecisionLog log = new DecisionLog(kafka)) {
            log.until(() -> log.of(ids).size() == 41);
            PaymentDecided decision = log.of(Set.of(suspicious)).get(0);
            assertThat(decision.getDecision()).isIn(DecisionKind.REVIEW, DecisionKind.DECLINE);
            assertThat(decision.getDecidedBy()).isEqualTo("screening");
            assertThat(decision.getReasons())
                    .extracting(DecisionReason::getCode)
                    .anyMatch(code -> code.startsWith("model:"))
                    .contains("amount-high-for-card");
            assertThat(decision.getProbability()).isGreaterThan(0.3);
            assertThat(features(decision))
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
        submit(Events.cardPayment(2_001, 1_000).setCardId(card));
        submit(Events.cardPayment(2_001, 1_000).setCardId(card));
        PaymentSubmitted.Builder reused =
                Events.cardPayment(2_001, 9_999).setCardId(card).setRequestHash(Events.hash((byte) 2));
        submit(reused);
        submit(Events.cardPayment(2_002, 1_000).setCardId(card));
        try (RunningJob job = screening(Duration.ofSeconds(1));
                DecisionLog log = new DecisionLog(kafka);
                TestKafka.Follower dead = kafka.follow(Topics.DEAD_LETTER)) {
            log.until(() -> !log.of(Set.of(Events.id(2_002))).isEmpty());
            assertThat(log.of(ids))
                    .extracting(decision -> features(decision).get("card_count_1m"))
                    .containsExactly(1.0, 2.0);
            byte[] value = EventCodec.SUBMITTED.encode(reused.build());
            dead.until(() -> dead.records().stream().anyMatch(record -> Arrays.equals(record.value(), value)));
            assertThat(dead.records())
                    .filteredOn(record -> Arrays.equals(record.value(), value))
                    .hasSize(1)
                    .allSatisfy(record -> {
                        assertThat(header(record, Topics.HEADER_REASON)).isEqualTo("key_reused");
                        assertThat(header(record, Topics.HEADER_SOURCE_TOPIC)).isEqualTo(Topics.SUBMITTED);
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
            submit(Events.cardPayment(30_000 + i, 1_000).setCardId(new UUID(3, i % 100)));
            if (i % 100 == 50) {
                poison.add(damaged(whole, i));
                send("poison", poison.get(poison.size() - 1));
            }
        }
        producer.send(new ProducerRecord<>(Topics.SUBMITTED, null, null));
        poison.add(new byte[0]);
        labelOfAPaymentThatNobodyMade();
        ids.addAll(submitOddPayments());
        try (RunningJob job = screening(Duration.ofSeconds(1));
                DecisionLog log = new DecisionLog(kafka);
                TestKafka.Follower dead = kafka.follow(Topics.DEAD_LETTER)) {
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
            assertThat(features(log.of(Set.of(Events.id(3_103))).get(0)))
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

    private static void labelOfAPaymentThatNobodyMade() {
        producer.send(new ProducerRecord<>(
                Topics.LABELLED,
                "nobody".getBytes(StandardCharsets.UTF_8),
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
                        null))));
    }

    /** One of 10^15, one in a currency that there is not, one by a clock years ahead and one of the same card after it. */
    private static Set<UUID> submitOddPayments() {
        UUID card = UUID.randomUUID();
        submit(Events.cardPayment(3_100, 1_000_000_000_000_000L).setCardId(UUID.randomUUID()));
        submit(Events.cardPayment(3_101, 1_000).setCardId(UUID.randomUUID()).setCurrency("XQQ"));
        submit(Events.cardPayment(3_102, 1_000)
                .setCardId(card)
                .setOccurredAt(Events.NOON.plus(Duration.ofDays(3_650)))
                .setAcceptedAt(Events.NOON));
        submit(Events.cardPayment(3_103, 1_000)
                .setCardId(card)
                .setOccurredAt(Events.NOON.plusSeconds(10))
                .setAcceptedAt(Events.NOON.plusSeconds(11)));
        return Set.of(Events.id(3_100), Events.id(3_101), Events.id(3_102), Events.id(3_103));
    }

    private static List<byte[]> unreadable(TestKafka.Follower dead) {
        return dead.records().stream()
                .filter(record -> header(record, Topics.HEADER_REASON).contains("PaymentSubmitted"))
                .map(ConsumerRecord::value)
                .toList();
    }

    @Test
    void rulesThatChangeAreInForceInTheRunningJobAndWhatCannotBeUsedIsADeadLetter() throws Exception {
        String standard = RuleFile.standard();
        byte[] changed = standard.replace("\"standard-4\"", "\"changed-1\"").getBytes(StandardCharsets.UTF_8);
        byte[] broken = standard.replace("amount >= ", "amuont >= ").getBytes(StandardCharsets.UTF_8);
        String costly = "card_count_1m >= 4.0" + " && hour < 25.0".repeat(60);
        byte[] tooCostly = standard.replace("card_count_1m >= 4.0", costly).getBytes(StandardCharsets.UTF_8);
        String model = FraudModel.standard().text();
        byte[] half = model.substring(0, model.length() / 2).getBytes(StandardCharsets.UTF_8);
        try (RunningJob job = screening(Duration.ofSeconds(1));
                DecisionLog log = new DecisionLog(kafka);
                TestKafka.Follower dead = kafka.follow(Topics.DEAD_LETTER)) {
            submit(Events.cardPayment(5_000, 1_000).setCardId(UUID.randomUUID()));
            log.until(() -> !log.of(Set.of(Events.id(5_000))).isEmpty());
            control(Topics.CONTROL_RULES, broken);
            control(Topics.CONTROL_RULES, tooCostly);
            control(Topics.CONTROL_MODEL, half);
            control(Topics.CONTROL_RULES, changed);
            int[] sent = {0};
            log.until(() -> {
                submit(Events.cardPayment(5_001 + sent[0]++, 1_000).setCardId(UUID.randomUUID()));
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
            control(Topics.CONTROL_RULES, standard.getBytes(StandardCharsets.UTF_8));
            log.until(() -> {
                submit(Events.cardPayment(5_001 + sent[0]++, 1_000).setCardId(UUID.randomUUID()));
                return log.of(Set.of(Events.id(5_000 + sent[0] - 1))).stream()
                        .anyMatch(decision -> decision.getRuleSetVersion().equals("standard-4"));
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
                        && header(record, Topics.HEADER_REASON).contains(reason));
    }

    private static void control(String key, byte[] value) {
        producer.send(new ProducerRecord<>(Topics.CONTROL, key.getBytes(StandardCharsets.UTF_8), value));
        producer.flush();
    }

    @Test
    void aLabelCountsForTheMerchantFromThenOn() throws Exception {
        submit(Events.cardPayment(6_000, 1_000).setCardId(UUID.randomUUID()).setMerchant("labelled"));
        try (RunningJob job = screening(Duration.ofSeconds(1));
                DecisionLog log = new DecisionLog(kafka)) {
            log.until(() -> !log.of(Set.of(Events.id(6_000))).isEmpty());
            PaymentSubmitted first = log.of(Set.of(Events.id(6_000))).get(0).getPayment();
            producer.send(new ProducerRecord<>(
                    Topics.LABELLED,
                    first.getCardId().toString().getBytes(StandardCharsets.UTF_8),
                    EventCodec.LABELLED.encode(new PaymentLabelled(
                            first.getId(),
                            true,
                            Events.NOON.plusSeconds(10),
                            "analyst",
                            PaymentKind.CARD_PAYMENT,
                            100L,
                            7L,
                            first.getCardId(),
                            "labelled",
                            1_000L,
                            Events.NOON,
                            null,
                            null,
                            null,
                            null,
                            null))));
            int[] sent = {0};
            log.until(() -> {
                submit(Events.cardPayment(6_001 + sent[0]++, 1_000)
                        .setCardId(UUID.randomUUID())
                        .setMerchant("labelled")
                        .setOccurredAt(Events.NOON.plusSeconds(3_600))
                        .setAcceptedAt(Events.NOON.plusSeconds(3_600)));
                return log.of(Set.of(Events.id(6_000 + sent[0] - 1))).stream()
                        .anyMatch(decision -> features(decision).get("merchant_risk_1d") == 1.0);
            });
        }
    }

    @Test
    void aCustomerAndADeviceAreKnownOverAllTheirCardsAndAJourneyIsRespected() throws Exception {
        producer.send(new ProducerRecord<>(
                Topics.NOTED,
                "4242".getBytes(StandardCharsets.UTF_8),
                EventCodec.NOTED.encode(new CustomerNoted(
                        4242L,
                        NoticeKind.TRAVEL,
                        Events.NOON.minus(Duration.ofDays(1)),
                        Events.NOON.plus(Duration.ofDays(9)),
                        "FR"))));
        producer.flush();
        try (RunningJob job = screening(Duration.ofSeconds(1));
                DecisionLog log = new DecisionLog(kafka)) {
            int[] sent = {0};
            log.until(() -> {
                submit(onDevice(7_000 + sent[0]++).setCountry("FR"));
                return log.of(Set.of(Events.id(7_000 + sent[0] - 2))).stream()
                        .anyMatch(decision -> features(decision).get("customer_travels") == 1.0);
            });
            int before = sent[0];
            log.until(() -> !log.of(Set.of(Events.id(7_000 + before - 1))).isEmpty());
            submit(onDevice(8_000).setCountry("US"));
            log.until(() -> !log.of(Set.of(Events.id(8_000))).isEmpty());
            assertThat(features(log.of(Set.of(Events.id(8_000))).get(0)))
                    .containsEntry("customer_travels", 0.0)
                    .containsEntry("customer_new_country", 1.0)
                    .containsEntry("customer_count_1h", before + 1.0)
                    .containsEntry("customer_payers_24h", Math.min(17.0, before + 1.0))
                    .containsEntry("device_count_1h", before + 1.0)
                    .containsEntry("device_payers_24h", Math.min(17.0, before + 1.0))
                    .containsEntry("device_is_new", 0.0)
                    .containsEntry("ip_count_1h", before + 1.0)
                    .containsEntry("ip_payers_24h", Math.min(17.0, before + 1.0))
                    .containsEntry("ip_is_new", 0.0)
                    .containsEntry("ip_country_differs", 1.0)
                    .containsEntry("customer_new_ip", 0.0)
                    .containsEntry("account_age_days", 5.0)
                    .containsEntry("card_count_1h", 1.0);
        }
    }

    /** Each with a card of its own, all of one customer, on one device and from one address, which is French. */
    private static PaymentSubmitted.Builder onDevice(long number) {
        return Events.cardPayment(number, 1_000)
                .setCardId(UUID.randomUUID())
                .setCustomerId(4242L)
                .setAccountOpenedOn(java.time.LocalDate.parse("2023-05-31"))
                .setDevice("tablet-4242")
                .setIp("212.27.48.10")
                .setMerchant("travels");
    }

    /** The bank opens with its rules; nobody's payment waits for a model, and no high amount passes without one. */
    @Test
    void aJobWhoseModelIsDamagedJudgesByTheRulesAloneAndSaysSo() throws Exception {
        String model = FraudModel.standard().text();
        UUID deposit = Events.id(4_000);
        UUID low = Events.id(4_001);
        UUID high = Events.id(4_002);
        submit(Events.cardPayment(4_000, 1_000_000_000_000_000L)
                .setKind(PaymentKind.DEPOSIT)
                .setCardId(null)
                .setMerchant(null)
                .setCategory(null)
                .setOccurredAt(Events.NOON.plus(Duration.ofHours(14)))
                .setAcceptedAt(Events.NOON.plus(Duration.ofHours(14))));
        submit(Events.cardPayment(4_001, 1_000).setCardId(UUID.randomUUID()));
        submit(Events.cardPayment(4_002, 30_000).setCardId(UUID.randomUUID()));
        ScreeningStart damaged = new ScreeningStart(RuleFile.standard(), model.substring(0, model.length() / 2));
        try (RunningJob job = screening(Duration.ofSeconds(1), damaged);
                DecisionLog log = new DecisionLog(kafka)) {
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

    /**
     * Killed under load, three times or as often as {@code -Dvesper.kills} says. Each card has a customer, a device, an address
     * and a merchant of its own, so that the order in which its payments count is known, and all features can be computed again
     * from the history alone.
     */
    @Test
    void aKilledJobThatRestartsLosesNoPaymentAndCountsNoneTwice() throws Exception {
        int kills = Integer.getInteger("vesper.kills", 3);
        int cards = 50;
        int perCard = 40 * kills;
        Set<UUID> ids = new HashSet<>();
        Thread sender = new Thread(() -> {
            for (int i = 0; i < cards * perCard; i++) {
                submit(Events.cardPayment(100_000 + i, 100 + i)
                        .setCardId(new UUID(77, i % cards))
                        .setMerchant("kill-" + i % cards)
                        .setCustomerId(7_700L + i % cards)
                        .setDevice("kill-" + i % cards)
                        .setIp("81.2.69." + i % cards)
                        // Ten minutes apart per card, so that every window count is known.
                        .setOccurredAt(Events.NOON.plusSeconds(600L * (i / cards)))
                        .setAcceptedAt(Events.NOON.plusSeconds(600L * (i / cards))));
                if (i % 20 == 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                }
            }
            producer.flush();
        });
        for (int i = 0; i < cards * perCard; i++) {
            ids.add(Events.id(100_000 + i));
        }
        sender.start();
        try (DecisionLog log = new DecisionLog(kafka)) {
            for (int kill = 1; kill <= kills; kill++) {
                int enough = kill * 1_200;
                try (RunningJob job = screening(Duration.ofMillis(100))) {
                    log.until(() -> log.of(ids).size() >= enough);
                }
            }
            try (RunningJob job = screening(Duration.ofMillis(100))) {
                log.until(() -> log.ids().containsAll(ids));
            }
            assertFeaturesOfHistory(log.of(ids), cards);
        }
        sender.join();
    }

    /** Every decision, also one that was made again after a kill, has the features that the payments before it give. */
    private static void assertFeaturesOfHistory(List<PaymentDecided> decisions, int cards) {
        Map<Long, PaymentSubmitted> payments = new TreeMap<>();
        decisions.forEach(
                decision -> payments.put(decision.getPayment().getAmountMinor() - 100, decision.getPayment()));
        Map<UUID, Map<String, Double>> expected = new HashMap<>();
        Known[] known = new Known[cards];
        Arrays.fill(known, Known.NOTHING);
        payments.forEach((number, event) -> {
            int card = (int) (number % cards);
            ScreenedPayment payment = ScreenedPayment.of(event);
            expected.put(event.getId(), known[card].features(payment).asMap());
            known[card] = known[card].plus(payment);
        });
        for (PaymentDecided decision : decisions) {
            assertThat(features(decision))
                    .isEqualTo(expected.get(decision.getPayment().getId()));
        }
    }

    /** All that is known of one card that shares nothing with others. */
    private record Known(
            CardHistory card,
            CustomerHistory customer,
            SourceHistory device,
            SourceHistory ip,
            MerchantHistory merchant) {
        static final Known NOTHING = new Known(
                CardHistory.NONE, CustomerHistory.NONE, SourceHistory.NONE, SourceHistory.NONE, MerchantHistory.NONE);

        Features features(ScreenedPayment payment) {
            Features ofPayer = customer.features(payment, card.features(payment));
            Features ofDevice = device.features(Source.DEVICE, payment, ofPayer);
            return merchant.features(payment, ip.features(Source.IP, payment, ofDevice));
        }

        Known plus(ScreenedPayment payment) {
            return new Known(
                    card.plus(payment),
                    customer.plus(payment),
                    device.plus(payment),
                    ip.plus(payment),
                    merchant.plus(payment));
        }
    }
}
